import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';
import { end, start } from '@/scripts/children.mjs';
import { standInEnvironment, startConsole } from '@/scripts/launch.mjs';

/** moto's server with one HTTP API in it, and a console that is pointed at it by AWS_ENDPOINT_URL alone. */
export async function startMoto() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-moto-'));
  const child = start('moto_server', ['-H', '127.0.0.1', '-p', '0']);
  const endpoint = await listening(child);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new ApiGatewayV2({ region: 'us-east-1', endpoint, credentials });
  const { ApiId } = await client.createApi({ Name: 'from-moto', ProtocolType: 'HTTP' });
  await client.createRoute({ ApiId, RouteKey: 'GET /things' });
  await client.createStage({ ApiId, StageName: '$default', AutoDeploy: true });
  writeFileSync(join(folder, 'config'), '[default]\nregion = us-east-1\n');
  writeFileSync(join(folder, 'credentials'), '[default]\naws_access_key_id = test\naws_secret_access_key = test\n');
  const console = await startConsole({ env: { ...standInEnvironment({ endpoint, folder }), PORT: '0' } });
  return {
    console,
    stop: async () => {
      await Promise.all([console.stop(), end(child)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** moto tells its address on standard error, among other things. */
function listening(child: ReturnType<typeof start>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('close', () => reject(new Error(`moto_server ended:\n${said}`)));
  });
}
