// @vitest-environment happy-dom
import {describe, expect, it, vi} from 'vitest';
import {keys} from './keys.svelte';

function press(code: string, more: KeyboardEventInit = {}, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {code, cancelable: true, bubbles: true, ...more});
  Object.defineProperty(event, 'target', {value: target});
  keys.handle(event);
  return event;
}

describe('keys', () => {
  it('goes by the place of the key, so that a Hindi layout does the same', () => {
    const act = vi.fn();
    const remove = keys.add('keys.desk', [{code: 'KeyJ', cap: 'J', word: 'keys.down', act}]);
    const event = press('KeyJ', {key: 'र'});
    expect(act).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
    remove();
    press('KeyJ');
    expect(act).toHaveBeenCalledOnce();
  });

  it('leaves typing alone', () => {
    const act = vi.fn();
    const remove = keys.add('keys.desk', [{code: 'KeyR', cap: 'R', word: 'keys.reply', act}]);
    press('KeyR', {}, document.createElement('textarea'));
    press('KeyR', {}, document.createElement('input'));
    expect(act).not.toHaveBeenCalled();
    remove();
  });

  it('is silent when switched off, save for what needs Ctrl in a field', () => {
    const single = vi.fn();
    const send = vi.fn();
    const remove = keys.add('keys.ticket', [
      {code: 'KeyR', cap: 'R', word: 'keys.reply', act: single},
      {code: 'Enter', cap: 'Ctrl Enter', word: 'keys.send', ctrl: true, in_fields: true, act: send},
    ]);
    keys.are_on = false;
    press('KeyR');
    press('Enter', {ctrlKey: true}, document.createElement('textarea'));
    keys.are_on = true;
    expect(single).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledOnce();
    remove();
  });

  it('leaves an open dialog alone', () => {
    const act = vi.fn();
    const remove = keys.add('keys.desk', [{code: 'KeyJ', cap: 'J', word: 'keys.down', act}]);
    const dialog = document.createElement('dialog');
    dialog.setAttribute('open', '');
    document.body.append(dialog);
    press('KeyJ');
    dialog.remove();
    expect(act).not.toHaveBeenCalled();
    press('KeyJ');
    expect(act).toHaveBeenCalledOnce();
    remove();
  });

  it('asks the part that came last first, and no modifier acts by accident', () => {
    const page = vi.fn();
    const dialog = vi.fn();
    const remove_page = keys.add('keys.ticket', [{code: 'Escape', cap: 'Esc', word: 'keys.list', act: page}]);
    const remove_dialog = keys.add('keys.call', [{code: 'Escape', cap: 'Esc', word: 'keys.list', act: dialog}]);
    press('Escape');
    press('Escape', {ctrlKey: true});
    expect(dialog).toHaveBeenCalledOnce();
    expect(page).not.toHaveBeenCalled();
    remove_dialog();
    remove_page();
  });
});
