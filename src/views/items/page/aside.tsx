import type { Page } from '../../../core/prototype/types';
import { w } from '../../../texts/items';
import { Icon } from '../../parts/icon';
import { useItems } from '../context';
import { Card } from '../parts/section';
import { ThingList } from '../parts/thing';
import { calculators } from './calculate';
import { FactList } from './facts';

/** Beside a page: facts, planets, other names, calculators, missing files. */
export function PageAside({ page }: { page: Page }) {
  const { state } = useItems();
  // Where there is but one planet, nobody asks.
  const planets = state.frame.value?.tabs.find(({ tab }) => tab === 'space-location')?.count ?? 0;
  const anywhere = planets > 1 && (page.ref.kind === 'item' || page.ref.kind === 'fluid' || page.ref.kind === 'recipe');
  return (
    <>
      {page.facts.length > 0 && (
        <Card title={w.page.facts} id="facts">
          <FactList facts={page.facts} />
        </Card>
      )}
      {page.planets === null && anywhere && (
        <Card title={w.page.planets} id="planets">
          <p class="dim">{w.page.onAny}</p>
        </Card>
      )}
      {page.planets !== null && (
        <Card title={w.page.planets} id="planets">
          {page.planets.length === 0 ? (
            <p class="dim">{w.page.onNone}</p>
          ) : (
            <p class="planets">
              <span class="vh">{w.page.onPlanets(page.planets.map(({ label }) => label))}</span>
              <span>
                <ThingList of={page.planets} picture />
              </span>
            </p>
          )}
        </Card>
      )}
      {page.names.length > 0 && (
        <Card title={w.page.names}>
          <ul class="stack names">
            {page.names.map(({ language, label }) => (
              <li class="row" key={language}>
                <span class="lang">{language}</span>
                <span lang={language} dir="auto">
                  {label}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Calculate page={page} />
      {page.missing.length > 0 && <MissingFiles files={page.missing} mod={page.mod} none={page.ref.picture === null} />}
    </>
  );
}

function Calculate({ page }: { page: Page }) {
  const { state } = useItems();
  const claims = state.frame.value?.info.claims;
  const found = calculators(page, claims?.gameVersion?.value ?? null, claims?.mods.map((mod) => mod.value.name) ?? []);
  if (found.length === 0) return null;
  return (
    <Card title={w.page.calculate}>
      <div class="btns">
        {found.map(({ name, href }) => (
          <a class="btn" key={name} href={href} target="_blank" rel="noopener noreferrer">
            {name} <Icon name="out" size="s" />
            <span class="vh"> ({w.page.opensTab})</span>
          </a>
        ))}
      </div>
      <p class="t-12 faint calculate__tip">{w.page.calculateTip}</p>
    </Card>
  );
}

function MissingFiles({ files, mod, none }: { files: readonly string[]; mod: string | null; none: boolean }) {
  return (
    <section class="panel state" id="p-missing">
      <span class="mark mark--note">
        <Icon name="what" />
      </span>
      <h2>{none ? w.page.noPicture : w.page.missingFiles}</h2>
      <p>{w.page.missingTip}</p>
      <ul class="mono missing">
        {files.map((file) => (
          <li key={file}>
            {file}
            <span class="faint"> · {w.missing.from(/^__(.+?)__/.exec(file)?.[1] ?? mod ?? '')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
