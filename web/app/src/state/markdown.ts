import { Marked, type Token, type Tokens } from 'marked';
import { nameAt } from './mentions.ts';

/** What a message says, as pieces that a view makes elements of. There is no HTML anywhere in it. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'em' | 'del'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'mention'; user: number; text: string }
  | { kind: 'break' };

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Block[][] };

export interface Mentioned {
  user: number;
  name: string;
}

/** Quotes in lists in quotes …: nobody means more than this, and deeper ones stay as they were typed. */
const maxDepth = 8;

const none = () => undefined;

/** Only what people write in chats: headings, tables, images, HTML and the like are text. `breaks`: a line ends where it was ended. */
const marked = new Marked({
  breaks: true,
  gfm: true,
  tokenizer: { code: none, heading: none, lheading: none, hr: none, html: none, def: none, table: none, tag: none, reflink: none },
});

/** Without any of these a text is what it looks like. */
const special = /[*_~`>\[\]\\@\n]|^\s*(?:[-+]|\d+[.)])\s|https?:|www\./mu;

export function parse(text: string, mentioned: readonly Mentioned[] = []): Block[] {
  if (!special.test(text)) return [{ kind: 'paragraph', children: [{ kind: 'text', text }] }];
  try {
    return blocksOf(marked.lexer(text), mentioned, 0);
  } catch {
    // Nested so deep that the stack ended: nobody means that.
    return [{ kind: 'paragraph', children: lines(text, mentioned) }];
  }
}

function blocksOf(tokens: readonly Token[], mentioned: readonly Mentioned[], depth: number): Block[] {
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (depth > maxDepth) {
      blocks.push({ kind: 'paragraph', children: lines(token.raw, mentioned) });
      continue;
    }
    switch (token.type) {
      case 'space':
        break;
      case 'code':
        blocks.push({ kind: 'code', language: (token as Tokens.Code).lang ?? '', text: (token as Tokens.Code).text });
        break;
      case 'blockquote':
        blocks.push({ kind: 'quote', children: blocksOf((token as Tokens.Blockquote).tokens, mentioned, depth + 1) });
        break;
      case 'list': {
        const { ordered, start, items } = token as Tokens.List;
        blocks.push({ kind: 'list', ordered, start: start === '' ? 1 : start, items: items.map((item) => blocksOf(item.tokens, mentioned, depth + 1)) });
        break;
      }
      default: {
        const children = 'tokens' in token && token.tokens ? inlinesOf(token.tokens, mentioned, depth) : lines(token.raw.replace(/\n+$/, ''), mentioned);
        blocks.push({ kind: 'paragraph', children });
      }
    }
  }
  return blocks;
}

function inlinesOf(tokens: readonly Token[], mentioned: readonly Mentioned[], depth: number): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    if (depth > maxDepth) return lines(token.raw, mentioned);
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return [{ kind: token.type, children: inlinesOf(token.tokens ?? [], mentioned, depth + 1) }];
      case 'codespan':
        return [{ kind: 'code', text: (token as Tokens.Codespan).text }];
      case 'br':
        return [{ kind: 'break' }];
      case 'escape':
        return [{ kind: 'text', text: (token as Tokens.Escape).text }];
      case 'link': {
        const href = safeAddress((token as Tokens.Link).href);
        // An address that cannot be followed stays what was typed, so that nothing is hidden behind a harmless word.
        if (!href) return lines(token.raw, mentioned);
        return [{ kind: 'link', href, children: inlinesOf(token.tokens ?? [], [], depth + 1) }];
      }
      case 'text':
        return 'tokens' in token && token.tokens ? inlinesOf(token.tokens, mentioned, depth) : lines((token as Tokens.Text).text, mentioned);
      default:
        return lines(token.raw, mentioned);
    }
  });
}

/** Addresses that lead to a page or a letter; null for all others (`javascript:`, `data:` …). */
export function safeAddress(address: string): string | null {
  const url = URL.parse?.(address) ?? tryParse(address);
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
}

function tryParse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function lines(text: string, mentioned: readonly Mentioned[]): Inline[] {
  return text.split('\n').flatMap((line, index) => [...(index > 0 ? [{ kind: 'break' } as const] : []), ...withMentions(line, mentioned)]);
}

function withMentions(text: string, mentioned: readonly Mentioned[]): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  if (mentioned.length > 0) {
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const one = nameAt(text, at, mentioned);
      if (!one) continue;
      if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
      from = at + 1 + one.name.length;
      parts.push({ kind: 'mention', user: one.user, text: text.slice(at, from) });
    }
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** The words alone, for a line that says what a message is about. */
export function plainText(text: string): string {
  return wordsOf(parse(text)).replace(/\s+/gu, ' ').trim();
}

function wordsOf(pieces: readonly (Block | Inline | Block[])[]): string {
  return pieces
    .map((piece): string => {
      if (Array.isArray(piece)) return wordsOf(piece);
      if (piece.kind === 'list') return wordsOf(piece.items);
      if (piece.kind === 'break') return ' ';
      if ('text' in piece) return piece.kind === 'code' ? `${piece.text} ` : piece.text;
      return wordsOf(piece.children) + (piece.kind === 'paragraph' || piece.kind === 'quote' ? ' ' : '');
    })
    .join('');
}

const maxLarge = 6;
const segmenter = new Intl.Segmenter();

/** A few emoji and nothing else: shown large. */
export function isOnlyEmoji(text: string): boolean {
  const trimmed = text.replace(/\s+/gu, '');
  if (trimmed === '' || trimmed.length > 64 || /^[\p{L}\p{P}]/u.test(trimmed)) return false;
  const signs = [...segmenter.segment(trimmed)];
  return signs.length <= maxLarge && signs.every(({ segment }) => /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment) && !/^[\p{L}\p{N}©®™]+$/u.test(segment));
}
