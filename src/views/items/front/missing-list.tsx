import { number } from '../../../texts/format';
import { w } from '../../../texts/items';
import { useItems } from '../context';
import { Section } from '../parts/section';

/** Files that icons name and nobody gave, by mod, and how to give them. */
export function MissingList() {
  const { state } = useItems();
  const frame = state.frame.value;
  if (frame === null) return null;
  const { missing } = frame;
  return (
    <Section
      id="missing"
      title={w.missing.title}
      count={missing.length === 0 ? undefined : w.missing.files(missing.reduce((sum, { files }) => sum + files, 0))}
    >
      <div class="panel__body panel__body--page">
        <p class="dim">{missing.length === 0 ? w.missing.whole : w.missing.tip}</p>
        <ul class="missing-mods">
          {missing.map(({ mod, files, examples }) => (
            <li key={mod}>
              <b class="strong">{mod}</b> <span class="faint">{w.missing.files(files)}</span>
              <span class="dim missing-mods__how">{w.missing.from(mod)}</span>
              <ul class="mono faint">
                {examples.map((file) => (
                  <li key={file} class="missing-mods__file">
                    {file}
                  </li>
                ))}
                {files > examples.length && examples.length > 0 && <li>+{number(files - examples.length)}</li>}
              </ul>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}
