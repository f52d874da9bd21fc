// `node reference.js` prints what the package exports, by module, with its documentation, as JSON.
// `cargo xtask generate` writes docs/reference/typescript.md from it.

import { join, relative } from "node:path";
import ts from "typescript-5";

const SOURCES = join(import.meta.dirname, "../src");

/**
 * @typedef {object} Item See `Item` in xtask/src/generate/reference/items.rs.
 * @property {string} name
 * @property {string[]} signatures
 * @property {string} docs
 * @property {Item[]} members
 * @property {boolean} isField
 */

const roots = ["index.ts", "async.ts", "validate-only.ts"].map((name) =>
  join(SOURCES, name),
);
const program = ts.createProgram(roots, {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
});
const checker = program.getTypeChecker();

/** The exported items of each module. @type {Map<string, [number, Item][]>} */
const modules = new Map();
/** What was read. Several entries export the same. @type {Set<ts.Symbol>} */
const seen = new Set();
for (const root of roots) {
  const file = program.getSourceFile(root);
  const symbol = file && checker.getSymbolAtLocation(file);
  for (const exported of symbol ? checker.getExportsOfModule(symbol) : []) {
    const isAlias = exported.flags & ts.SymbolFlags.Alias;
    const named = isAlias ? checker.getAliasedSymbol(exported) : exported;
    if (seen.has(named)) continue;
    seen.add(named);
    const [declaration] = ownDeclarations(named);
    if (declaration === undefined) throw new Error(`${named.name} is not ours`);
    const source = declaration.getSourceFile().fileName;
    const module = relative(SOURCES, source).replace(/(\.d)?\.ts$/, "");
    const items = modules.get(module) ?? [];
    items.push([declaration.pos, itemOf(named)]);
    modules.set(module, items);
  }
}
const sorted = [...modules].map(([module, items]) => [
  module,
  items.sort(([a], [b]) => a - b).map(([, item]) => item),
]);
console.log(JSON.stringify(Object.fromEntries(sorted)));

/**
 * The declarations of a symbol in this package.
 * @param {ts.Symbol} symbol
 */
function ownDeclarations({ declarations = [] }) {
  return declarations.filter((declaration) =>
    declaration.getSourceFile().fileName.startsWith(SOURCES),
  );
}

/**
 * @param {ts.Symbol} symbol
 * @returns {Item}
 */
function itemOf(symbol) {
  const { name } = symbol;
  const declarations = ownDeclarations(symbol);
  const isObject =
    (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
  const overloads = declarations.filter((declaration) => !hasBody(declaration));
  const shown = overloads.length > 0 ? overloads : declarations;
  return {
    name,
    signatures: isObject ? [] : shown.map(signatureOf),
    docs: docsOf(symbol, name),
    members: membersOf(symbol),
    isField: false,
  };
}

/** @param {ts.Node} declaration */
function hasBody(declaration) {
  return (
    ts.isFunctionLike(declaration) &&
    "body" in declaration &&
    declaration.body !== undefined
  );
}

/**
 * The members of a class, an interface or the name of an object type, with those that are inherited from types of this
 * package.
 * @param {ts.Symbol} symbol
 */
function membersOf(symbol) {
  if ((symbol.flags & ts.SymbolFlags.Type) === 0) return [];
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)))
    return [];
  const created = symbol.members?.get(ts.InternalSymbolName.Constructor);
  const statics = symbol.exports ? [...symbol.exports.values()] : [];
  const members = [
    ...(created ? [created] : []),
    ...statics,
    ...type.getProperties(),
  ];
  return members
    .filter(isPublic)
    .map((member) => memberOf(member, symbol.name));
}

/** @param {ts.Symbol} member */
function isPublic(member) {
  const [declaration] = ownDeclarations(member);
  if (declaration === undefined || ts.isTypeParameterDeclaration(declaration)) {
    return false;
  }
  const name = ts.getNameOfDeclaration(declaration);
  const isNamed =
    name === undefined || ts.isIdentifier(name) || ts.isStringLiteral(name);
  const { Private, Protected, Override } = ts.ModifierFlags;
  const hidden = Private | Protected | Override;
  const isHidden = ts.getCombinedModifierFlags(declaration) & hidden;
  return (
    isNamed && !isHidden && !tagsOf(member).some(([tag]) => tag === "internal")
  );
}

/**
 * @param {ts.Symbol} member
 * @param {string} owner
 * @returns {Item}
 */
function memberOf(member, owner) {
  const declarations = ownDeclarations(member);
  const isCreator = member.name === ts.InternalSymbolName.Constructor;
  const isField =
    !isCreator &&
    !declarations.some(
      (declaration) =>
        ts.isMethodDeclaration(declaration) ||
        ts.isMethodSignature(declaration),
    );
  const mark = member.flags & ts.SymbolFlags.Optional ? "?" : "";
  const name = isCreator ? "constructor" : member.name;
  const signatures = isField
    ? [typeOf(member)]
    : declarations.map((declaration) =>
        signatureOf(declaration).replace("constructor", `new ${owner}`),
      );
  return {
    name: isField ? name + mark : name,
    signatures,
    docs: docsOf(member, `${owner}.${name}`),
    members: [],
    isField,
  };
}

/**
 * The type of a property, as it is written. The `?` after its name already says that it may be undefined.
 * @param {ts.Symbol} member
 */
function typeOf(member) {
  const [declaration] = ownDeclarations(member);
  const written =
    declaration && "type" in declaration
      ? /** @type {ts.TypeNode | undefined} */ (declaration.type)
      : undefined;
  if (written === undefined) {
    return checker.typeToString(checker.getTypeOfSymbol(member));
  }
  if (!ts.isUnionTypeNode(written)) return written.getText();
  const isOptional = member.flags & ts.SymbolFlags.Optional;
  const types = written.types.filter(
    ({ kind }) => !isOptional || kind !== ts.SyntaxKind.UndefinedKeyword,
  );
  const [only] = types;
  return types.length === 1 && only && ts.isParenthesizedTypeNode(only)
    ? only.type.getText()
    : types.map((type) => type.getText()).join(" | ");
}

/**
 * A declaration without its body, and without words that every exported declaration has.
 * @param {ts.Declaration} declaration
 */
function signatureOf(declaration) {
  const end =
    "body" in declaration
      ? /** @type {ts.Node} */ (declaration.body)?.getStart()
      : undefined;
  const file = declaration.getSourceFile();
  const node = ts.isVariableDeclaration(declaration)
    ? declaration.parent.parent
    : declaration;
  const from = node.getStart();
  const text = file.text.slice(
    from,
    ts.isVariableDeclaration(declaration)
      ? declaration.type?.end
      : (end ?? node.end),
  );
  return text
    .trim()
    .replace(/;$/, "")
    .replace(/^export (declare )?(async )?(function )?/, "");
}

/**
 * The documentation of a symbol as Markdown. Examples become programs that are named after it.
 * @param {ts.Symbol} symbol
 * @param {string} name
 */
function docsOf(symbol, name) {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = tagsOf(symbol).map(([tag, text]) => {
    if (tag === "param") {
      const [, parameter, docs = ""] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
      return `- \`${parameter}\`: ${docs.replaceAll("\n", "\n  ")}\n`;
    }
    if (tag === "throws") {
      return `\nThrows ${text.replace(/^\{(\w+)\}/, "a `$1`")}\n`;
    }
    const file = `${name.replace(".", "-")}.ts`;
    return tag === "example" ? `\n\`\`\`ts ${file}\n${text}\n\`\`\`\n` : "";
  });
  return `${text}\n\n${tags.join("")}`
    .replaceAll(/\{@link (.*?)\}/g, "`$1`")
    .replaceAll(/\n{3,}/g, "\n\n");
}

/**
 * The tags of the comments of a symbol, each with its text.
 * @param {ts.Symbol} symbol
 */
function tagsOf(symbol) {
  const tags = ownDeclarations(symbol).flatMap((declaration) =>
    ts.getJSDocTags(declaration),
  );
  return tags.map((tag) => {
    const lines = tag.getText().replaceAll(/\n *\*(?: |$)?/gm, "\n");
    const text = lines.replace(/^@\w+\s*/, "").trim();
    return [tag.tagName.text, text];
  });
}
