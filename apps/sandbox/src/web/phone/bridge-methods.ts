// The complete table of bridge methods that the sandbox's client answers.
import type { BridgeMethod } from './bridge-method.ts';
import { appearanceMethods } from './methods/appearance.ts';
import { buttonMethods } from './methods/buttons.ts';
import { deviceMethods } from './methods/device.ts';
import { dialogMethods } from './methods/dialogs.ts';
import { linkMethods } from './methods/links.ts';
import { storageMethods } from './methods/storage.ts';

export const bridgeMethods = new Map<string, BridgeMethod>(
  Object.entries({
    ...appearanceMethods,
    ...buttonMethods,
    ...deviceMethods,
    ...dialogMethods,
    ...linkMethods,
    ...storageMethods,
  }),
);
