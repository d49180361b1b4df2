import type { Evaluator } from './evaluate';
import { type JsonObject, textOf } from './json';

/** `Fn::Sub`: `${Name}`, `${Name.Attribute}`, `${!literal}`; `names` are the variables of its list form. */
export function substitute(evaluator: Evaluator, template: string, names: JsonObject): string {
  return template.replace(/\$\{([^}]*)\}/g, (whole, inner: string) => {
    const name = inner.trim();
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (name === '') return whole;
    const own = names[name];
    const value = own === undefined ? lookUp(evaluator, name) : evaluator.resolve(own);
    return Array.isArray(value) ? value.join(',') : (textOf(value) ?? '');
  });
}

function lookUp(evaluator: Evaluator, name: string) {
  const dot = name.indexOf('.');
  return dot < 0 ? evaluator.ref(name) : evaluator.attribute(name.slice(0, dot), name.slice(dot + 1));
}
