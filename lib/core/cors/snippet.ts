import type { CorsConfiguration } from './gateway';

/** The tools in whose words a configuration can be said. */
export type SnippetForm = 'value' | 'sam' | 'cdk' | 'sst' | 'cli';

const CDK_METHODS: Record<string, string> = { '*': 'ANY' };
const CDK_KNOWN = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

const LABELS: [form: SnippetForm, label: string][] = [
  ['value', 'CorsConfiguration'],
  ['sam', 'CloudFormation and SAM'],
  ['cdk', 'CDK'],
  ['sst', 'SST'],
  ['cli', 'AWS CLI'],
];

/** A configuration in the words of each tool. */
export function corsSnippets(cors: CorsConfiguration, apiId: string): { label: string; text: string }[] {
  return LABELS.map(([form, label]) => ({ label, text: corsSnippet(cors, form, apiId) }));
}

/** A CORS configuration to paste. `apiId` goes into the command of the AWS CLI. */
export function corsSnippet(cors: CorsConfiguration, form: SnippetForm, apiId: string): string {
  switch (form) {
    case 'value':
      return JSON.stringify(awsValue(cors), null, 2);
    case 'sam':
      return ['CorsConfiguration:', ...yaml(awsValue(cors)).map((line) => `  ${line}`)].join('\n');
    case 'cdk':
      return ['corsPreflight: {', ...indented(cdkLines(cors)), '},'].join('\n');
    case 'sst':
      return ['cors: {', ...indented(sstLines(cors)), '},'].join('\n');
    case 'cli': {
      const value = JSON.stringify(awsValue(cors)).replaceAll("'", "'\\''");
      return `aws apigatewayv2 update-api --api-id ${apiId} --cors-configuration '${value}'`;
    }
  }
}

/** As API Gateway's own API and CloudFormation write it. What is empty is left out. */
function awsValue(cors: CorsConfiguration): Record<string, boolean | number | readonly string[]> {
  return {
    ...(cors.allowCredentials ? { AllowCredentials: true } : {}),
    ...listed({
      AllowHeaders: cors.allowHeaders,
      AllowMethods: cors.allowMethods,
      AllowOrigins: cors.allowOrigins,
      ExposeHeaders: cors.exposeHeaders,
    }),
    ...(cors.maxAge === null ? {} : { MaxAge: cors.maxAge }),
  };
}

function listed(lists: Record<string, readonly string[]>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

function yaml(value: Record<string, boolean | number | readonly string[]>): string[] {
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'object' ? [`${name}:`, ...one.map((item) => `  - ${quoted(item)}`)] : [`${name}: ${one}`],
  );
}

function cdkLines(cors: CorsConfiguration): string[] {
  const methods = cors.allowMethods.map((method) => {
    const name = CDK_METHODS[method] ?? method;
    return name === 'ANY' || CDK_KNOWN.has(name) ? `CorsHttpMethod.${name}` : `${quoted(method)} as CorsHttpMethod`;
  });
  return [
    ...arrays(cors, `[${methods.join(', ')}]`),
    ...(cors.maxAge === null ? [] : [`maxAge: Duration.seconds(${cors.maxAge}),`]),
  ];
}

function sstLines(cors: CorsConfiguration): string[] {
  const methods = `[${cors.allowMethods.map(quoted).join(', ')}]`;
  return [...arrays(cors, methods), ...(cors.maxAge === null ? [] : [`maxAge: "${cors.maxAge} seconds",`])];
}

function arrays(cors: CorsConfiguration, methods: string): string[] {
  const list = (values: readonly string[]) => `[${values.map(quoted).join(', ')}]`;
  return [
    ...(cors.allowCredentials ? ['allowCredentials: true,'] : []),
    ...(cors.allowHeaders.length > 0 ? [`allowHeaders: ${list(cors.allowHeaders)},`] : []),
    ...(cors.allowMethods.length > 0 ? [`allowMethods: ${methods},`] : []),
    ...(cors.allowOrigins.length > 0 ? [`allowOrigins: ${list(cors.allowOrigins)},`] : []),
    ...(cors.exposeHeaders.length > 0 ? [`exposeHeaders: ${list(cors.exposeHeaders)},`] : []),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** In quotes for YAML and for TypeScript alike. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
