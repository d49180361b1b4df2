/**
 * How one lists all routes with the SDK alone. `--pool N` calls at once (all of them without it), `--attempts N` tries a
 * call. Prints one JSON object.
 */
import { ApiGatewayV2 } from '@aws-sdk/client-apigatewayv2';

const option = (name) => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : Number(process.argv[at + 1]);
};
const attempts = option('--attempts');
const client = new ApiGatewayV2({ region: 'us-east-1', ...(attempts ? { maxAttempts: attempts } : {}) });
const found = { apis: 0, routes: 0, failed: 0, completeMs: Number.NaN };

const begun = performance.now();
const queue = await apis();
found.apis = queue.length;
const width = option('--pool') ?? queue.length;
await Promise.all(Array.from({ length: width }, worker));
found.completeMs = performance.now() - begun;
process.stdout.write(`${JSON.stringify(found)}\n`);

async function apis() {
  const items = [];
  for (let NextToken; ; ) {
    const page = await client.getApis({ MaxResults: '500', NextToken });
    items.push(...page.Items);
    NextToken = page.NextToken;
    if (!NextToken) return items;
  }
}

async function worker() {
  for (let api = queue.shift(); api; api = queue.shift()) {
    try {
      found.routes += await countRoutes(api.ApiId);
    } catch {
      found.failed++;
    }
  }
}

async function countRoutes(ApiId) {
  let routes = 0;
  for (let NextToken; ; ) {
    const page = await client.getRoutes({ ApiId, MaxResults: '500', NextToken });
    routes += page.Items.length;
    NextToken = page.NextToken;
    if (!NextToken) return routes;
  }
}
