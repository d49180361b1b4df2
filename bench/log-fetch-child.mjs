/**
 * The least that reading a log group takes: fetch its pages one after the other, parse each and each message in it.
 * Prints how long it took, in milliseconds, and how many events there were. The process's start is not in it.
 */
import { Agent, request } from 'node:http';

const [origin, group] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });
await read();
const begun = performance.now();
const events = await read();
process.stdout.write(`${JSON.stringify({ took: performance.now() - begun, events })}\n`);
agent.destroy();

async function read() {
  let count = 0;
  let statuses = 0;
  for (let nextToken, more = true; more; more = nextToken !== undefined) {
    const page = JSON.parse(await ask({ logGroupName: group, startTime: Date.now() - 3_600_000, nextToken }));
    for (const { message } of page.events) if (JSON.parse(message).status === '200') statuses += 1;
    count += page.events.length;
    nextToken = page.nextToken;
  }
  return statuses === count ? count : -1;
}

function ask(input) {
  return new Promise((resolve, reject) => {
    const headers = { 'x-amz-target': 'Logs_20140328.FilterLogEvents', 'content-type': 'application/x-amz-json-1.1' };
    const asked = request(origin, { method: 'POST', agent, headers }, async (answer) => {
      const chunks = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve(Buffer.concat(chunks).toString());
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(input));
  });
}
