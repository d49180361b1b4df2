import { initialize } from 'monaco-editor/esm/vs/editor/editor.worker.js';
import { GraphQLWorker } from 'monaco-graphql/esm/GraphQLWorker.js';

type Given = ConstructorParameters<typeof GraphQLWorker>;

// As monaco-graphql's own worker, which dies of a schema that cannot be built: here the page says what is wrong with it.
globalThis.onmessage = () => initialize(working);

function working(...[context, given]: Given): GraphQLWorker {
  try {
    return new GraphQLWorker(context, given);
  } catch {
    return new GraphQLWorker(context, { ...given, languageConfig: { ...given.languageConfig, schemas: [] } });
  }
}
