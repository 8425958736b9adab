import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
const protocol = fileURLToPath(new URL('../../src/protocol.ts', import.meta.url));
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
};

/** The types of the wire as the compiler understands them. */
export class WireTypes {
  readonly #program = ts.createProgram([protocol], options);
  readonly #checker = this.#program.getTypeChecker();

  /** An exported type by its name. */
  named(name: string): ts.Type {
    const module = this.#checker.getSymbolAtLocation(this.#program.getSourceFile(protocol)!)!;
    const symbol = this.#checker.getExportsOfModule(module).find((exported) => exported.name === name);
    if (!symbol) throw new Error(`protocol.ts exports no ${name}.`);
    return this.#checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The members of an object type; what may be absent says so. */
  membersOf(type: ts.Type): Map<string, { type: ts.Type; isOptional: boolean }> {
    return new Map(
      this.#checker
        .getPropertiesOfType(type)
        .map((member) => [member.name, { type: this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(member)), isOptional: (member.flags & ts.SymbolFlags.Optional) !== 0 }]),
    );
  }

  /** What goes in and what comes back. */
  pairOf(type: ts.Type): [ts.Type, ts.Type] {
    return this.#checker.getTypeArguments(type as ts.TypeReference) as unknown as [ts.Type, ts.Type];
  }

  /** What an array holds; undefined where the type is none. */
  elementOf(type: ts.Type): ts.Type | undefined {
    return this.#checker.isArrayType(type) ? this.#checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  }
}

/** What the compiler says of a file beside those of `src`; empty when it fits. */
export function complaintsAbout(text: string): string[] {
  const path = `${root}src/fixtures.ts`;
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (name, version) => (name === path ? ts.createSourceFile(name, text, version) : read(name, version));
  host.fileExists = (name) => name === path || exists(name);
  const program = ts.createProgram([path], options, host);
  return ts.getPreEmitDiagnostics(program).map((said) => {
    const line = said.start === undefined ? '' : `${text.slice(0, said.start).split('\n').length}: ${text.split('\n')[text.slice(0, said.start).split('\n').length - 1]}\n`;
    return line + ts.flattenDiagnosticMessageText(said.messageText, '\n');
  });
}
