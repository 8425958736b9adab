import type { Text } from '../index.ts';
import { calls } from './calls.ts';
import { common } from './common.ts';
import { conversation } from './conversation.ts';
import { doctor } from './doctor.ts';
import { errors } from './errors.ts';
import { moderation } from './moderation.ts';
import { people } from './people.ts';
import { rooms } from './rooms.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';

export const es: Text = { calls, common, conversation, doctor, errors, moderation, people, rooms, settings, start };
