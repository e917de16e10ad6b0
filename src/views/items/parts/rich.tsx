import { richTokens } from '../../../core/prototype/locale/rich-text';
import type { Shown } from '../../../core/prototype/types';
import { prototypeTitle } from '../../../texts/format';
import { useItems } from '../context';
import { refKey } from '../href';
import { ThingLink } from './thing';
import { useAnswer } from './use-answer';

/** The game's rich text: things as links with their pictures, bold where it is bold. Colours are left to the theme, for contrast. */
export function Rich({ text }: { text: string }) {
  const { state, actions } = useItems();
  const tokens = richTokens(text);
  const refs = tokens.flatMap((token) => (token.type === 'icon' ? [{ kind: token.kind, name: token.name }] : []));
  const pack = state.packId.value;
  const languages = state.languages.value;
  const key = refs.length === 0 || pack === null ? null : `${pack} ${languages.join()} ${refs.map(refKey).join(' ')}`;
  const { value } = useAnswer(key, (signal) => actions.show(refs, signal));
  const known = new Map<string, Shown>();
  for (const shown of value ?? []) if (shown !== null) known.set(refKey(shown), shown);
  return (
    <>
      {tokens.map((token, at) => {
        const id = `${at}`;
        if (token.type === 'icon') {
          const shown = known.get(refKey(token));
          return shown === undefined ? <span key={id}>{prototypeTitle(token.name)}</span> : <ThingLink of={shown} picture key={id} />;
        }
        const words = token.type === 'other' ? prototypeTitle(token.value.split(/[/,]/).at(-1) ?? '') : token.text;
        return token.type === 'text' && token.font?.includes('bold') === true ? <b key={id}>{words}</b> : <span key={id}>{words}</span>;
      })}
    </>
  );
}
