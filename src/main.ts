/** Joins the layers; the only file that knows them all. */
import { createClient } from './client';
import { receiveLaunches } from './client/launches';
import { registerServiceWorker } from './client/service-worker';
import { createApp } from './state/app';
import { t } from './texts';
import { mount } from './views/mount';

const client = createClient();
const app = createApp(client);
const root = document.querySelector('#app');
if (root !== null) mount(root, app);

// For the console and for tests: what the app knows and can do, and when it has nothing left to do.
Object.assign(window, { factoscope: { state: app.state, actions: app.actions, idle: app.idle } });

const started = app.start();
void registerServiceWorker({
  ready: () => {
    app.state.site.offline.value = true;
  },
  update: app.actions.offerUpdate,
  renewed: app.actions.renewed,
});
receiveLaunches({
  open: (files) => started.then(() => app.actions.openFiles(files)),
  failed: () => app.actions.say('bad', t.shared.failed),
});
