/** How long the page's own tasks take while something happens, by the browser's trace. */
import type { Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds, and of them those that the thread itself ran. */
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { url?: string } };
}

/** Milliseconds of one task, and of them those in which its thread had a core. */
export interface Task {
  taken: number;
  ran: number;
}

/** The tasks of the page's main thread meanwhile, the longest first. */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<Task[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'toplevel', '__metadata'] },
  });
  await work();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = events.filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mains.has(`${pid}/${tid}`));
  if (tasks.length === 0) throw new Error('the trace has no tasks of the page');
  return tasks.map(({ dur = 0, tdur = dur }) => ({ taken: dur / 1000, ran: tdur / 1000 })).sort((a, b) => b.taken - a.taken);
}
