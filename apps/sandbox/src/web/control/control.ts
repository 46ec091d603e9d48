// The page's one connection to the sandbox's control API.
import { createControlClient } from '../../control/client.ts';

export const control = createControlClient('');
