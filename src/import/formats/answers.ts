import { decodeBase64 } from '../../core/base64';
import { inflateBounded } from '../../core/inflate';
import { fail, type Problem } from '../../core/result';
import type { Format } from '../format';
import { headText, startsWith } from './head';

/**
 * What people drop that holds neither a log nor anything of a pack. Each gets a name and is told what to drop instead; the problem's code is `not-a-log`
 * with the kind behind it.
 */
const LOG_INSTEAD =
  'Drop the log instead: factorio-current.log in the game’s folder (%APPDATA%\\Factorio, ~/.factorio, ~/Library/Application Support/factorio), or the captured stdout of the server.';
const MOD_INSTEAD =
  'To see a world, drop the log of a game with the mod Factoscope (Factorio 2.0 and 2.1; the start page has it), or with Kafkatorio (1.1).';

interface Answer {
  id: string;
  label: string;
  detail: string;
  tip: string;
  sniff(head: Uint8Array, name: string): boolean;
}

const text = (head: Uint8Array) => headText(head) ?? '';
const isBinary = (head: Uint8Array) => headText(head) === null;

const ANSWERS: Answer[] = [
  {
    id: 'empty',
    label: 'Empty file',
    detail: 'This file is empty.',
    tip: 'If the game is about to write it, drop it again when it has.',
    sniff: (head) => head.length === 0,
  },
  {
    id: 'save',
    label: 'Saved game',
    detail: 'This is a saved game. Only the game itself can read one.',
    tip: MOD_INSTEAD,
    // Zips are judged by their directory, in formats/zip.ts.
    sniff: () => false,
  },
  {
    id: 'zip-without-log',
    label: 'Zip',
    detail: 'There is nothing in this zip that is read.',
    tip: `A mod’s zip has one folder with an info.json in it. ${LOG_INSTEAD}`,
    sniff: () => false,
  },
  {
    id: 'blueprint',
    label: 'Blueprint string',
    detail: 'This is a blueprint string: things to be built, not a world.',
    tip: `${LOG_INSTEAD} In the game the string is imported with the button at the top right.`,
    sniff: isBlueprint,
  },
  {
    id: 'blueprint-storage',
    label: 'Blueprint library',
    detail: 'This is the game’s blueprint library.',
    tip: LOG_INSTEAD,
    sniff: (head, name) => isBinary(head) && /blueprint-storage(-2)?\.dat$/i.test(name),
  },
  {
    id: 'picture',
    label: 'Picture',
    detail: 'This is a picture. A screenshot shows a place, but does not tell where it is; an icon does not tell whose it is.',
    tip: `Drop dumped icons with their folder (script-output, with item/iron-plate.png in it), a mod’s pictures with the mod. ${LOG_INSTEAD}`,
    sniff: (head) =>
      startsWith(head, 0x89, 0x50, 0x4e, 0x47) ||
      startsWith(head, 0xff, 0xd8, 0xff) ||
      startsWith(head, 0x47, 0x49, 0x46, 0x38) ||
      startsWith(head, 0x42, 0x4d, head[2] ?? 0, head[3] ?? 0, head[4] ?? 0, head[5] ?? 0, 0, 0, 0, 0) ||
      (startsWith(head, 0x52, 0x49, 0x46, 0x46) && startsWith(head.subarray(8), 0x57, 0x45, 0x42, 0x50)),
  },
  {
    id: 'replay',
    label: 'Replay',
    detail: 'This is a replay: what players did, which only the game can play.',
    tip: MOD_INSTEAD,
    sniff: (head, name) => isBinary(head) && /replay\.dat$/i.test(name),
  },
  {
    id: 'achievements',
    label: 'Achievements',
    detail: 'This file holds achievements.',
    tip: LOG_INSTEAD,
    sniff: (head, name) => isBinary(head) && /achievements(-modded)?\.dat$/i.test(name),
  },
  {
    id: 'crash-dump',
    label: 'Crash dump',
    detail: 'This is a crash dump, for the game’s makers.',
    tip: 'The log beside it (factorio-current.log, factorio-previous.log) tells what happened before: drop that.',
    sniff: (head) => startsWith(head, 0x4d, 0x44, 0x4d, 0x50),
  },
  {
    id: 'directory-listing',
    label: 'Directory listing',
    detail: 'This is a list of files, not the files.',
    tip: 'Drop the folder itself, or download the log from the list.',
    sniff: (head) =>
      /<title>\s*(?:Index of|Directory listing)/i.test(text(head)) ||
      /^total \d+\r?\n[d-][r-][w-]/.test(text(head)) ||
      / Directory of [A-Z]:\\/.test(text(head)),
  },
  {
    id: 'web-page',
    label: 'Web page',
    detail: 'This is a web page, not a log.',
    tip: 'Download the file that the page links to, and drop that.',
    sniff: (head) => /^\s*(?:<!doctype html|<html)/i.test(text(head)),
  },
  {
    id: 'other-archive',
    label: 'Archive',
    detail: 'This archive (7z, rar, xz, bzip2, zstd) is not read.',
    tip: 'Unpack it, or pack it as zip or gzip.',
    sniff: (head) =>
      startsWith(head, 0x37, 0x7a, 0xbc, 0xaf) ||
      startsWith(head, 0x52, 0x61, 0x72, 0x21) ||
      startsWith(head, 0xfd, 0x37, 0x7a, 0x58) ||
      startsWith(head, 0x42, 0x5a, 0x68) ||
      startsWith(head, 0x28, 0xb5, 0x2f, 0xfd),
  },
];

function isBlueprint(head: Uint8Array): boolean {
  const whole = headText(head)?.trim();
  if (!whole || !/^0eN[A-Za-z0-9+/]+=*$|^0e[A-Za-z0-9+/]{20,}=*$/.test(whole)) return false;
  // A few thousand characters tell what it is; of a cut stream fflate gives nothing, so a long one goes by its shape.
  const bytes = decodeBase64(whole.slice(1));
  const json = bytes.ok ? inflateBounded(bytes.value, 1_000_000) : bytes;
  return (
    !json.ok || /^\s*\{"(?:blueprint|blueprint_book|deconstruction_planner|upgrade_planner)"/.test(new TextDecoder().decode(json.value))
  );
}

/** The problem that answers a file of this kind. */
export function answerProblem(id: string, file: string): Problem {
  const answer = ANSWERS.find((one) => one.id === id)!;
  return fail(`${ANSWER_CODE}-${answer.id}`, answer.detail, answer.tip, file).problem;
}

const ANSWER_CODE = 'not-a-log';
export const isAnswer = (problem: Problem): boolean => problem.code.startsWith(ANSWER_CODE);

export const answers: Format[] = ANSWERS.map(({ id, label, sniff }) => ({
  id,
  label,
  sniff,
  read: async (source, sink) => sink.problem(answerProblem(id, source.name)),
}));

/** Nothing above: named by its first bytes. */
export const unknown: Format = {
  id: 'unknown',
  label: 'Unknown',
  sniff: () => true,
  async read(source, sink) {
    const head = await source.slice(0, 65_536);
    if (head.every((byte) => byte === 0)) {
      const tip =
        'A file whose room was taken but never written looks so after a crash or on a full disk. Copy it again, or drop an older one.';
      sink.problem(fail('only-zeros', 'There is nothing but zeros where a log would begin.', tip, source.name).problem);
      return;
    }
    const start = headText(head);
    const shown =
      start === null
        ? `bytes ${[...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`
        : JSON.stringify(start.trim().slice(0, 40));
    const what = start === null ? 'This is a binary file that is not known here' : 'This is a text, but none of its lines is a game’s';
    sink.problem(fail('unknown-format', `${what}; it begins with ${shown}.`, LOG_INSTEAD, source.name).problem);
  },
};
