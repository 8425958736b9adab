import { describe, expect, it } from 'vitest';
import { isOnlyEmoji, parse, safeAddress, type Block, type Inline } from '../src/state/markdown.ts';

/** Tags that the views make of the pieces, and nothing else: enough to see the shape. */
function shown(blocks: readonly Block[]): string {
  const inline = (piece: Inline): string => {
    switch (piece.kind) {
      case 'text':
        return piece.text;
      case 'code':
        return `<code>${piece.text}</code>`;
      case 'link':
        return `<a ${piece.href}>${piece.children.map(inline).join('')}</a>`;
      case 'mention':
        return `<@${piece.user}>`;
      case 'break':
        return '<br>';
      default:
        return `<${piece.kind}>${piece.children.map(inline).join('')}</${piece.kind}>`;
    }
  };
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'paragraph':
          return `<p>${block.children.map(inline).join('')}</p>`;
        case 'code':
          return `<pre ${block.language}>${block.text}</pre>`;
        case 'quote':
          return `<q>${shown(block.children)}</q>`;
        case 'list':
          return `<${block.ordered ? `ol ${block.start}` : 'ul'}>${block.items.map((item) => `<li>${shown(item)}</li>`).join('')}</>`;
      }
    })
    .join('');
}

/** Every address that can be followed. */
function links(pieces: readonly (Block | Inline | Block[])[]): string[] {
  return pieces.flatMap((piece): string[] => {
    if (Array.isArray(piece)) return links(piece);
    const inside = links('children' in piece ? piece.children : piece.kind === 'list' ? piece.items : []);
    return piece.kind === 'link' ? [piece.href, ...inside] : inside;
  });
}

describe('the text of a message', () => {
  it.each([
    ['hello', '<p>hello</p>'],
    ['**bold** and *italic* and ~~gone~~ and `code`', '<p><strong>bold</strong> and <em>italic</em> and <del>gone</del> and <code>code</code></p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['```js\nlet a = "<b>";\n```', '<pre js>let a = "<b>";</pre>'],
    ['> said\n> twice', '<q><p>said<br>twice</p></q>'],
    ['- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></>'],
    ['3. a\n4. b', '<ol 3><li><p>a</p></li><li><p>b</p></li></>'],
    ['see https://example.com/a?b=1&c=2.', '<p>see <a https://example.com/a?b=1&c=2>https://example.com/a?b=1&c=2</a>.</p>'],
    ['[here](https://example.com)', '<p><a https://example.com/>here</a></p>'],
    ['# no heading', '<p># no heading</p>'],
    ['a\n---', '<p>a<br>---</p>'],
    ['| a |\n|---|\n| b |', '<p>| a |<br>|---|<br>| b |</p>'],
    ['    four spaces', '<p>    four spaces</p>'],
    ['&lt; stays, so does <b>this</b> & that', '<p>&lt; stays, so does <b>this</b> & that</p>'],
    ['\\*stars\\*', '<p>*stars*</p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
  ])('shows %j', (text, expected) => {
    expect(shown(parse(text))).toBe(expected);
  });

  it('marks those who are mentioned, by the whole of their names', () => {
    const mentioned = [
      { user: 1, name: 'Ana' },
      { user: 2, name: 'Ana María' },
    ];
    expect(shown(parse('@ana, @Ana María! not@Ana @Anabel **@Ana**', mentioned))).toBe('<p><@1>, <@2>! not@Ana @Anabel <strong><@1></strong></p>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&#x6A;avascript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](vbscript:msgbox(1))',
    '[x](file:///etc/passwd)',
    '[x](blob:https://example.com/1)',
    '[x](//example.com)',
    '[x](/app/settings)',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x](x "onerror=alert(1)")',
    '[x]: javascript:alert(1)\n\n[x]',
    '`<script>`</script><script>alert(1)</script>',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  ])('makes nothing that runs or leads astray of %j', (text) => {
    for (const href of links(parse(text))) expect(href).toMatch(/^(https?|mailto):/);
    expect(links(parse(text)).join()).not.toMatch(/script:|data:/i);
  });

  it('keeps all characters of HTML as text', () => {
    expect(shown(parse('<script>alert("x")</script>'))).toBe('<p><script>alert("x")</script></p>');
  });

  it('takes addresses of pages and letters alone', () => {
    expect(safeAddress('https://example.com/ä')).toBe('https://example.com/%C3%A4');
    expect(safeAddress('mailto:ana@example.com')).toBe('mailto:ana@example.com');
    expect(safeAddress('javascript:alert(1)')).toBeNull();
    expect(safeAddress('example')).toBeNull();
  });

  it.each(['>', '[', '*', '- ', '`', '_*', '![', '<', '~', '\\', '@'])('reads 20,000 characters of %j in time', (sign) => {
    const text = sign.repeat(20_000 / sign.length);
    const began = performance.now();
    expect(parse(text).length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('knows a message of a few emoji', () => {
    for (const text of ['😀', '👩‍👩‍👧 🇪🇸', '❤️❤️']) expect(isOnlyEmoji(text)).toBe(true);
    for (const text of ['', 'a😀', '123', '©', '😀😀😀😀😀😀😀']) expect(isOnlyEmoji(text)).toBe(false);
  });
});
