import { registerServiceWorker } from './client/service-worker';

// Stands here until the views do.
document.querySelector('#app')?.append(Object.assign(document.createElement('h1'), { textContent: 'Factoscope' }));
Object.assign(window, { factoscope: { idle: () => Promise.resolve() } });
void registerServiceWorker(() => {});
