import { axeFaults } from './axe';
import { expect, test } from './fixtures';

test.use({ sandboxFlags: ['--template', 'lib/diagnosis/fixtures/failing.yaml', '--log-delay', '0:0'] });

test('a refused call leads to the sign-in that it lacks, and one that is not deployed to its deployment', async ({
  desk,
  stage,
}) => {
  await desk.choose('people/me', 'GET /people/me JWT authorizer');
  await desk.send();
  await expect(desk.why).toContainText('No token was sent, and this route asks for one.');
  await desk.why.getByRole('button', { name: 'Sign in' }).click();
  const window = desk.page.getByRole('dialog', { name: /^Sign in/ });
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await desk.send();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.why).toBeHidden();

  await desk.choose('Reports', 'GET /Reports');
  await expect(desk.page).toHaveURL(/route=GET(\+|%20)%2FReports/);
  const deploy = (undeployed: string[]) =>
    fetch(`${stage.sandbox}/_sandbox/apis/${desk.apiId}/undeployed`, {
      method: 'POST',
      body: JSON.stringify({ stage: 'manual', routes: undeployed }),
    });
  await deploy(['GET /Reports']);
  await desk.pick('Stage', 'manual');
  await desk.send();
  const cause = desk.why.getByRole('button', { name: 'Certain GET /Reports is not deployed to the stage manual' });
  await cause.press('Enter');
  await expect(desk.why).toContainText(/Deployed routes.*GET \/notes/);
  await deploy([]);
  await desk.why.getByRole('button', { name: 'Send it again' }).click();
  await expect(desk.status).toContainText('200 OK');
  await expect(desk.why).toBeHidden();
});

test('what AWS alone knows is asked for once the answer is there, and what may not be asked is said', async ({
  desk,
  stage,
}) => {
  await desk.choose('failing throws', 'GET /throws');
  await desk.send();
  await expect(desk.why).toContainText('Certain');
  await expect(desk.why).toContainText('failing-throws ended with an error.');
  await desk.why.getByRole('button', { name: 'Look at the logs' }).click();
  await expect(desk.answer.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true');

  const deny = (actions: string[]) =>
    fetch(`${stage.sandbox}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ deny: actions }) });
  await desk.choose('failing forbidden', 'GET /forbidden');
  await deny(['lambda:GetPolicy']);
  await desk.send();
  await desk.why.getByRole('button', { name: /ended with an error/ }).click();
  await expect(desk.why).toContainText(
    'Who may invoke failing-forbidden was not checked, for want of lambda:GetPolicy.',
  );
  expect(await axeFaults(desk.page)).toEqual([]);
  await deny([]);
  await desk.send();
  await expect(desk.why).toContainText('Certain');
  await expect(desk.why).toContainText('API Gateway may not invoke failing-forbidden');
});
