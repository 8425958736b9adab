import { common } from './common.ts';
import { conversation } from './conversation.ts';
import { calls } from './calls.ts';
import { errors } from './errors.ts';
import { moderation } from './moderation.ts';
import { people } from './people.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';
import { rooms } from './rooms.ts';

export const en = { common, errors, start, people, rooms, settings, conversation, calls, moderation };
