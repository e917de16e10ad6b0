import { type ParseArgsConfig, parseArgs } from 'node:util';
import { WrongUse } from './wrong-use';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Arguments<T extends Options> {
  files: string[];
  options: { [name in keyof T]?: T[name]['type'] extends 'boolean' ? boolean : T[name]['multiple'] extends true ? string[] : string };
}

/** What stands behind the command's name. Throws WrongUse for what it does not know. `files`: whether it reads any that are not named by an option. */
export function argumentsOf<T extends Options>(args: readonly string[], options: T, files = true): Arguments<T> {
  try {
    const { values, positionals, tokens } = parseArgs({ args: joined(args, options), options, allowPositionals: true, tokens: true });
    const named = tokens.flatMap((token) => (token.kind === 'option' && token.value !== undefined ? [token.name] : []));
    const twice = named.find((name, i) => named.indexOf(name) !== i && options[name]?.multiple !== true);
    if (twice !== undefined) throw new WrongUse(`--${twice} is given twice.`);
    if (files && positionals.length === 0) throw new WrongUse('No FILE is named.');
    if (!files && positionals.length > 0) throw new WrongUse(`Nothing is to stand beside the options, as ${positionals[0]} does.`);
    return { files: positionals, options: values as Arguments<T>['options'] };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') === true) throw new WrongUse(wrong(code, message));
    throw error;
  }
}

/** Node's own words are long, and speak to who writes a program. */
function wrong(code: string, message: string): string {
  const option = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${option}.`;
  return message.includes('does not take') ? `${option} takes no value.` : `${option} takes a value.`;
}

/** `--area -32,0,32,32`: a value that begins with a minus is taken for an option, unless it is written with `=`. */
function joined(args: readonly string[], options: Options): string[] {
  const result: string[] = [];
  for (const arg of args) {
    const before = result.at(-1);
    const takes = before?.startsWith('--') === true && options[before.slice(2)]?.type === 'string';
    if (takes && /^-[\d.]/.test(arg)) result[result.length - 1] = `${before}=${arg}`;
    else result.push(arg);
  }
  return result;
}
