import './look/tokens.css';
import './look/base.css';
import './look/print.css';
import {mount} from 'svelte';
import App from './App.svelte';
import {onSignedOut} from './api/client';
import {dress, followComputer, remembered} from './frame/preferences';
import {routes} from './frame/routes.svelte';
import {session} from './frame/session.svelte';
import {instance} from './frame/instance.svelte';
import {now} from './words/now.svelte';
import {speak} from './words/words.svelte';

dress(remembered());
followComputer();
onSignedOut(() => session.end());
addEventListener('popstate', () => routes.read());
setInterval(() => now.tick(), 1_000);

const asked = new URL(location.href).searchParams.get('lang');
const introduced = instance.introduce();
const found = session.find();
await speak(asked ?? remembered().language ?? 'hi');
mount(App, {target: document.body, props: {introduced, found}});
