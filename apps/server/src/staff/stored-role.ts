/** A role as the database keeps it. */
import { roles } from '@regulars/contracts';
import { z } from 'zod';

export const storedRole = z.enum(roles);
