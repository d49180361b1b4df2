import { ApiGatewayV2, type Cors } from '@aws-sdk/client-apigatewayv2';
import { DEMO_SECRET } from '@/sandbox/keys';
import { expect, test } from './fixtures';

/** As the template has it. */
const DEPLOYED: Cors = {
  AllowOrigins: ['https://notes.example.com'],
  AllowMethods: ['GET', 'POST', 'PUT', 'DELETE'],
  AllowHeaders: ['authorization', 'content-type'],
  ExposeHeaders: ['apigw-requestid', 'x-notes-count'],
  MaxAge: 600,
};

test('a page is refused, the change is shown and made, and then it is allowed', async ({ desk, stage }) => {
  const { main, page } = desk;
  await change(stage.sandbox, DEPLOYED);
  await stage.forget();
  await desk.choose('notes', 'POST /notes');
  await desk.as('No identity');
  await desk.bodyKind('JSON');
  await desk.type('JSON body', '{"text":"From a page"}');
  await desk.tab('CORS');
  const verdict = main.getByRole('region', { name: 'Verdict' });
  const real = verdict.getByRole('status');
  await expect(main.getByText('Pages of https://notes.example.com may call it')).toBeVisible();
  await expect(main.getByLabel('Headers that its script sets')).toHaveValue('content-type');

  await main.getByLabel('Origin of the page').fill('http://localhost:5173/app');
  await expect(main.getByText('An origin ends after the host: http://localhost:5173')).toBeVisible();
  await main.getByLabel('Origin of the page').fill('http://localhost:5173');
  await main.getByRole('button', { name: 'Ask as a browser would' }).click();
  await expect(real).toHaveText('Refused: The answer has no Access-Control-Allow-Origin.');
  await expect(main.getByText('A browser stops here: the request is not sent.')).toBeVisible();
  await expect(main.getByText('The content type application/json is none that a form could send.')).toBeVisible();
  await expect(main.getByText('Add http://localhost:5173 to AllowOrigins.')).toBeVisible();
  const sent = (await stage.sent()).map(({ method }) => method);
  expect(sent).toEqual(['OPTIONS']);

  // What is shown is what AWS takes.
  const shown = await main.getByRole('region', { name: 'CORS configuration' }).innerText();
  await change(stage.sandbox, JSON.parse(shown));
  await main.getByRole('button', { name: 'Refresh the description' }).click();
  await expect(
    main.getByText('Pages of https://notes.example.com and http://localhost:5173 may call it'),
  ).toBeVisible();
  await main.getByRole('button', { name: 'Ask as a browser would' }).click();
  await expect(real).toHaveText('Allowed: the preflight permits it. The request itself was not sent.');
  await main.getByRole('button', { name: 'Send the POST itself' }).click();
  await expect(real).toHaveText('Allowed: the page may read the answer.');
  await expect(desk.status).toContainText('201');
  await expect(main.getByText(/^The script reads the body and the headers .*x-notes-count/)).toBeVisible();

  // The gateway's own refusal carries no headers of CORS, whatever is configured.
  await page.goto(page.url().replace(/route=[^&]*/, `route=${encodeURIComponent('GET /whoami')}`));
  await desk.as('No identity');
  await desk.tab('CORS');
  await main.getByRole('button', { name: 'Ask as a browser would' }).click();
  await expect(real).toHaveText('Refused: The answer has no Access-Control-Allow-Origin.');
  await expect(main.getByRole('note', { name: 'They disagree' })).toContainText('answer is API Gateway’s own');
  await expect(main.getByRole('note', { name: 'An answer of API Gateway itself' })).toContainText('This 403');
});

/** What a person does with the value: here by UpdateApi itself. */
async function change(endpoint: string, CorsConfiguration: Cors): Promise<void> {
  const credentials = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };
  const v2 = new ApiGatewayV2({ endpoint, region: 'us-east-1', credentials });
  const { Items = [] } = await v2.getApis({});
  await v2.updateApi({ ApiId: Items.find(({ Name }) => Name === 'notes')?.ApiId, CorsConfiguration });
}
