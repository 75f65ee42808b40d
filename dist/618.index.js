export const id = 618;
export const ids = [618];
export const modules = {

/***/ 4618:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readDraft: () => (/* binding */ readDraft)
});

// UNUSED EXPORTS: readNotificationFile

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/leven/index.js
var leven = __webpack_require__(7785);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/findings.ts
var findings = __webpack_require__(1001);
;// CONCATENATED MODULE: ./src/notification/contexts.ts
// https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context: what of it comes with
// the environment, always as text but for `ref_protected`.
const FROM_ENVIRONMENT = [
    'action',
    'action_path',
    'action_ref',
    'action_repository',
    'action_status',
    'actor',
    'actor_id',
    'api_url',
    'base_ref',
    'env',
    'event_name',
    'event_path',
    'graphql_url',
    'head_ref',
    'job',
    'output',
    'path',
    'ref',
    'ref_name',
    'ref_type',
    'repository',
    'repository_id',
    'repository_owner',
    'repository_owner_id',
    'retention_days',
    'run_attempt',
    'run_id',
    'run_number',
    'secret_source',
    'server_url',
    'sha',
    'step_summary',
    'triggering_actor',
    'workflow',
    'workflow_ref',
    'workflow_sha',
    'workspace',
];
/**
 * The contexts of expressions: `github` without its token, and `env` without the inputs and the runner's tokens.
 *
 * @param event the event's payload, as GitHub wrote it
 */
function contextsOf(environment, event) {
    const github = FROM_ENVIRONMENT.flatMap((name) => {
        const value = environment[`GITHUB_${name.toUpperCase()}`];
        return value === undefined ? [] : [[name, value]];
    });
    const { GITHUB_REF_PROTECTED: isProtected, GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server, } = environment;
    return {
        github: {
            ...Object.fromEntries(github),
            ...(isProtected === undefined ? {} : { ref_protected: isProtected === 'true' }),
            ...(repository && server
                ? { repositoryUrl: `${server.replace(/^https?:/, 'git:')}/${repository}.git` }
                : {}),
            event,
        },
        env: Object.fromEntries(Object.entries(environment).filter(([name]) => isVisible(name))),
    };
}
function isVisible(name) {
    return !/^(INPUT_|ACTIONS_)/i.test(name) && name !== 'GITHUB_TOKEN';
}

// EXTERNAL MODULE: ./src/notification/draft.ts
var draft = __webpack_require__(5104);
// EXTERNAL MODULE: ./node_modules/@actions/expressions/dist/index.js + 29 modules
var expressions_dist = __webpack_require__(438);
;// CONCATENATED MODULE: ./src/notification/expressions.ts


// No sensible text for people comes near; functions inside functions could otherwise grow without end.
const MAX_LENGTH = 256 * 1024;
const ELSEWHERE = {
    inputs: 'Use github.event.inputs.… instead, or hand the value in through "env:" of the step.',
    secrets: 'Hand the value in through "env:" of the step, if people may really read it.',
    ...Object.fromEntries(['vars', 'needs', 'steps', 'job', 'jobs', 'runner', 'strategy', 'matrix'].map((context) => [
        context,
        'Hand the value in through "env:" of the step, and use env.… here.',
    ])),
};
const UNAVAILABLE = ['hashfiles', 'success', 'failure', 'always', 'cancelled'];
/** Fills in the expressions of a text, each evaluated once and never its result. */
function fillIn(template, contexts) {
    const mistakes = [];
    let text = '';
    let end = 0;
    for (let start = template.indexOf('${{'); start >= 0; start = template.indexOf('${{', end)) {
        text += template.slice(end, start);
        end = endOfExpression(template, start + 3);
        if (end < 0) {
            mistakes.push({ offset: start, length: 3, message: 'This expression has no end. Write }} behind it.' });
            return { mistakes };
        }
        const result = evaluate(template.slice(start + 3, end - 2), contexts);
        if ('text' in result)
            text += result.text;
        else
            mistakes.push({
                offset: start + 3 + result.offset,
                length: end - 2 - (start + 3 + result.offset),
                message: result.message,
            });
    }
    text += template.slice(end);
    if (text.length > MAX_LENGTH) {
        mistakes.push({
            offset: 0,
            length: template.length,
            message: `Filled in, this text has more than ${MAX_LENGTH} characters.`,
        });
    }
    return mistakes.length > 0 ? { mistakes } : { text };
}
/** Where an expression ends, behind its `}}`; -1 if nowhere. Text in single quotes may hold braces. */
function endOfExpression(template, from) {
    let isQuoted = false;
    for (let at = from; at < template.length; at++) {
        if (template[at] === "'")
            isQuoted = !isQuoted;
        else if (!isQuoted && template.startsWith('}}', at))
            return at + 2;
    }
    return -1;
}
function evaluate(expression, contexts) {
    const shown = `\${{ ${expression.trim()} }}`;
    const first = expression.length - expression.trimStart().length;
    if (expression.trim() === '')
        return { offset: 0, message: 'There is no expression between ${{ and }}.' };
    try {
        const { tokens } = new expressions_dist/* Lexer */.JG(expression).lex();
        const refused = refusal(tokens);
        if (refused)
            return refused;
        const tree = new expressions_dist/* Parser */.iX(tokens, ['github', 'env'], []).parse();
        const result = new expressions_dist/* Evaluator */.oi(tree, dictionaryOf(contexts), FUNCTIONS).evaluate();
        const problem = problemWith(result);
        if (problem === undefined)
            return { text: result.coerceString() };
        return { offset: first, message: `${shown} ${problem}. ${remedy(result, tokens, contexts)}` };
    }
    catch (error) {
        if (error instanceof expressions_dist/* ExpressionError */.tj) {
            return {
                offset: offsetOf(expression, error.pos),
                message: `${shown} cannot be read: ${error.message}.`,
            };
        }
        const said = error instanceof Error ? error.message : String(error);
        // The lexer tells the place of what it cannot read in words only.
        const [, symbol, position] = /^(Unexpected symbol: .*?)\. Located at position (\d+)/s.exec(said) ?? [];
        return symbol === undefined
            ? { offset: first, message: `${shown} cannot be evaluated: ${said}.` }
            : { offset: Number(position) - 1, message: `${shown} cannot be read: ${symbol}.` };
    }
}
/** The first name that an action cannot see, or that means nothing here. */
function refusal(tokens) {
    for (const [index, { lexeme, range }] of tokens.entries()) {
        const name = lexeme.toLowerCase();
        const isFunction = tokens[index + 1]?.lexeme === '(';
        const isProperty = tokens[index - 1]?.lexeme === '.';
        const offset = range.start.column;
        if (isFunction && UNAVAILABLE.includes(name)) {
            return {
                offset,
                message: `${lexeme}() is not available in a notification file. Use it in "if:" of the step.`,
            };
        }
        if (!isFunction && !isProperty && Object.hasOwn(ELSEWHERE, name)) {
            return { offset, message: `"${lexeme}" is not visible to an action. ${ELSEWHERE[name]}` };
        }
        if (isProperty && name === 'token' && tokens[index - 2]?.lexeme.toLowerCase() === 'github') {
            return { offset, message: 'github.token is a secret, and people would read it.' };
        }
    }
    return undefined;
}
function problemWith(result) {
    switch (result.kind) {
        case expressions_dist/* data.Kind */.p.b8.Null:
            return 'is empty: there is no such value in this run';
        case expressions_dist/* data.Kind */.p.b8.Array:
            return 'is a list, not text';
        case expressions_dist/* data.Kind */.p.b8.Dictionary:
            return 'is an object, not text';
        case expressions_dist/* data.Kind */.p.b8.Number:
            return Number.isNaN(result.number()) ? 'is not a number' : undefined;
        default:
            return undefined;
    }
}
function remedy(result, tokens, contexts) {
    if (result.kind === expressions_dist/* data.Kind */.p.b8.Array)
        return 'Use join(…).';
    if (result.kind === expressions_dist/* data.Kind */.p.b8.Dictionary)
        return 'Name the property of it that is meant.';
    const near = nearestProperty(tokens, contexts);
    return near === undefined
        ? "Write || '…' behind it to say what holds then."
        : `Did you mean ${near}? Or write || '…' behind it.`;
}
/** Where a path such as `github.event.head_comit.message` leaves what there is: the path that it probably means. */
function nearestProperty(tokens, contexts) {
    for (const path of pathsIn(tokens)) {
        let value = contexts;
        for (const [index, name] of path.entries()) {
            const keys = value !== null && typeof value === 'object' ? Object.keys(value) : [];
            const key = keys.find((known) => known.toLowerCase() === name.toLowerCase());
            if (key === undefined) {
                const near = keys.find((known) => (0,leven/* default */.A)(known.toLowerCase(), name.toLowerCase()) <= (name.length > 6 ? 2 : name.length > 2 ? 1 : 0));
                if (near === undefined)
                    return undefined;
                return [...path.slice(0, index), near, ...path.slice(index + 1)].join('.');
            }
            value = Object.entries(value ?? {}).find(([known]) => known === key)?.[1];
        }
    }
    return undefined;
}
/** The plain paths in an expression, `github.event.number`; one ends where an index or a function comes. */
function pathsIn(tokens) {
    const paths = [];
    let current = [];
    for (const [index, { lexeme }] of tokens.entries()) {
        const isName = /^[a-z_][\w-]*$/i.test(lexeme);
        if (isName && tokens[index - 1]?.lexeme !== '.') {
            current = [lexeme];
            paths.push(current);
        }
        else if (isName)
            current.push(lexeme);
        else if (lexeme !== '.')
            current = [];
    }
    return paths.filter((path) => path.length > 1);
}
function offsetOf(expression, { line, column }) {
    const before = expression.split('\n').slice(0, line).join('\n');
    return Math.min(expression.length, before.length + (line > 0 ? 1 : 0) + column);
}
const dictionaries = new WeakMap();
function dictionaryOf(contexts) {
    const known = dictionaries.get(contexts);
    if (known)
        return known;
    const made = JSON.parse(JSON.stringify(contexts), expressions_dist/* data.reviver */.p.eD);
    dictionaries.set(contexts, made);
    return made;
}
/** GitHub's functions, but without silence (an empty argument vanishes in `format`) and without end. */
const FUNCTIONS = new Map([
    ...Object.entries(expressions_dist/* wellKnownFunctions */.j7).map(([name, fn]) => [
        name,
        {
            ...fn,
            call: (...args) => {
                if (name === 'format')
                    refuseNonsense(args, fn.name);
                if (name === 'join')
                    refuseNonsense(itemsOf(args), fn.name);
                if (lengthBefore(name, args) > MAX_LENGTH)
                    throw new Error(`the result of ${fn.name}(…) would be too long`);
                const result = fn.call(...args);
                if (result.primitive && result.coerceString().length > MAX_LENGTH) {
                    throw new Error(`the result of ${fn.name}(…) is too long`);
                }
                return result;
            },
        },
    ]),
]);
function refuseNonsense(args, name) {
    const index = args.findIndex((arg) => problemWith(arg) !== undefined);
    const arg = args[index];
    if (arg)
        throw new Error(`item ${index + 1} of ${name}(…) ${problemWith(arg)}; write || '…' behind it`);
}
/** What `join` joins: its list's items, or its one text. */
function itemsOf([list]) {
    if (list === undefined)
        return [];
    return list.kind === expressions_dist/* data.Kind */.p.b8.Array ? list.values() : [list];
}
/** How long the result of a function will be at the most, in characters, before it takes up any memory. */
function lengthBefore(name, args) {
    const length = (arg) => arg?.coerceString().length ?? 0;
    const sum = (items) => items.reduce((total, item) => total + length(item), 0);
    if (name === 'format') {
        const places = args[0]?.coerceString().matchAll(/\{(\d+)/g) ?? [];
        return [...places].reduce((total, [, index]) => total + length(args[Number(index) + 1]), length(args[0]));
    }
    if (name === 'join') {
        const items = itemsOf(args);
        return sum(items) + items.length * length(args[1]);
    }
    return 0;
}

// EXTERNAL MODULE: ./src/notification/overrides.ts
var notification_overrides = __webpack_require__(4317);
// EXTERNAL MODULE: ./src/notification/strict-yaml.ts
var strict_yaml = __webpack_require__(1096);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/notification/workspace-file.ts


const MAX_BYTES = 256 * 1024;
/**
 * Reads a text file of the workspace.
 *
 * @param path relative to the workspace
 * @returns its text, or a sentence that says why it cannot be read
 */
async function readWorkspaceFile(files, workspace, path) {
    if (!workspace)
        return { problem: 'There is no workspace (GITHUB_WORKSPACE is not set), so no file can be read.' };
    if ((0,external_node_path_.isAbsolute)(path))
        return { problem: `"${path}" is an absolute path. Write it relative to the repository.` };
    if (!isInside(workspace, (0,external_node_path_.resolve)(workspace, path)))
        return { problem: `"${path}" leads out of the repository.` };
    try {
        const real = await files.realpath((0,external_node_path_.resolve)(workspace, path));
        if (!isInside(await files.realpath(workspace), real))
            return { problem: `"${path}" is a link that leads out of the repository.` };
        return await readText(files, real, path);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENOENT' || code === 'ENOTDIR') {
            return {
                problem: `There is no file "${path}" in the workspace. Is there a step with actions/checkout before this one?`,
            };
        }
        return { problem: `"${path}" cannot be read (${code ?? error}).` };
    }
}
async function readText(files, real, path) {
    // Not to wait for whoever might write into a named pipe.
    const file = await files.open(real, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
    try {
        const facts = await file.stat();
        if (facts.isDirectory())
            return { problem: `"${path}" is a directory. Name the file in it.` };
        if (!facts.isFile())
            return { problem: `"${path}" is not a regular file.` };
        if (facts.size > MAX_BYTES)
            return { problem: `"${path}" has ${facts.size} bytes, and ${MAX_BYTES} are the most.` };
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()) };
    }
    catch (error) {
        if (error instanceof TypeError)
            return { problem: `"${path}" is not UTF-8 text.` };
        throw error;
    }
    finally {
        await file.close();
    }
}
function isInside(directory, path) {
    const way = (0,external_node_path_.relative)(directory, path);
    return way !== '' && way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}

;// CONCATENATED MODULE: ./src/notification/file.ts










// Far more than anybody reads, and a bound on what expressions can make of a small file.
const MAX_FILLED_IN = 1024 * 1024;
const READERS = {
    systemId: (reading, value, owner) => (0,dist/* isSeq */.oP)(value)
        ? readList('systemId')(reading, value, owner)
        : asList(readOne('systemId')(reading, value, owner)),
    templateId: readOne('templateId'),
    endUsersIds: readList('endUsersIds'),
    audiencesIds: readList('audiencesIds'),
    notificationType: readKind,
    title: readOne('title'),
    runtimeTitle: readOne('runtimeTitle'),
    runtimeDescription: readOne('runtimeDescription'),
    startAt: readOne('startAt'),
    endAt: readOne('endAt'),
    override: readOverride,
};
/** Finds the notification file in the workspace and reads it, with what its expressions can see. */
async function readDraft(path, { environment, files }, found) {
    const read = await readWorkspaceFile(files, environment['GITHUB_WORKSPACE'], path);
    if ('problem' in read) {
        (0,findings/* mistake */.RT)(found, { input: 'notification-file' }, read.problem);
        return {};
    }
    const contexts = contextsOf(environment, await readEvent(files, environment['GITHUB_EVENT_PATH']));
    return readNotificationFile(read.text, posix(path), contexts, found);
}
/** The payload of the event; an empty one where GitHub left none. */
async function readEvent(files, path) {
    try {
        return path ? JSON.parse(await files.readFile(path, 'utf8')) : {};
    }
    catch {
        return {};
    }
}
/** How GitHub writes a path, on Windows too. */
function posix(path) {
    return (0,external_node_path_.normalize)(path).replaceAll('\\', '/');
}
/**
 * Reads a notification file: YAML or JSON with the API's member names, at the top or under `notification:`.
 *
 * @param path how the mistakes name the file
 */
function readNotificationFile(source, path, contexts, found) {
    const yaml = (0,strict_yaml/* readStrictYaml */.P)(source);
    const place = ({ line, column, endLine, endColumn }) => ({
        file: path,
        line,
        column,
        ...(endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn }),
    });
    let size = 0;
    const readText = (node, owner, what) => {
        const text = (0,strict_yaml/* textOf */.b6)(yaml, node, owner, what);
        if (size > MAX_FILLED_IN)
            return undefined;
        const filled = text === undefined ? undefined : fillInNode(yaml, source, (0,notification_overrides/* nodeOf */.E7)(node), text, contexts);
        size += filled?.length ?? 0;
        if (size > MAX_FILLED_IN)
            yaml.complain((0,notification_overrides/* nodeOf */.E7)(node), `Filled in, the file has more than ${MAX_FILLED_IN} characters.`);
        if (filled === '' && text !== '')
            (0,findings/* warn */.R8)(found, place(yaml.position((0,notification_overrides/* nodeOf */.E7)(node))), `${what} is empty in this run.`);
        return filled;
    };
    refuseScriptComments(yaml, source);
    const draft = yaml.root === undefined ? {} : readMembers({ yaml, readText, place }, yaml.root);
    for (const { message, ...position } of yaml.mistakes)
        (0,findings/* mistake */.RT)(found, place(position), message);
    return draft;
}
function readMembers(reading, root) {
    const { yaml } = reading;
    if (!(0,dist/* isMap */.jh)(root)) {
        yaml.complain(0, 'A notification was expected: lines such as "templateId: …", or the JSON of the API.');
        return {};
    }
    const wrapped = root.items.find((pair) => nameOf(pair) === 'notification');
    if (wrapped && (0,dist/* isMap */.jh)(wrapped.value)) {
        for (const pair of root.items)
            if (pair !== wrapped && nameOf(pair) !== '$schema')
                complainOfUnknown(yaml, pair);
        return readPairs(reading, wrapped.value.items);
    }
    return readPairs(reading, root.items.filter((pair) => nameOf(pair) !== '$schema'));
}
function readPairs(reading, pairs) {
    const draft = {};
    for (const pair of pairs) {
        const name = nameOf(pair);
        const said = isMember(name) ? READERS[name](reading, pair.value, (0,notification_overrides/* nodeOf */.E7)(pair.key)) : undefined;
        if (said)
            Object.assign(draft, { [name]: said });
        if (!isMember(name))
            complainOfUnknown(reading.yaml, pair);
    }
    return draft;
}
function readOne(member) {
    return ({ yaml, readText, place }, value, owner) => {
        const text = readText(value, owner, `"${member}"`);
        // An empty text says nothing, as with an input.
        if (text === '')
            return undefined;
        const said = { place: place(yaml.position((0,notification_overrides/* nodeOf */.E7)(value) ?? owner)) };
        if (text === undefined)
            return said;
        return { ...said, value: member.endsWith('Id') ? text.trim() : text };
    };
}
function readList(member) {
    return ({ yaml, readText, place }, value, owner) => {
        const said = { place: place(yaml.position((0,notification_overrides/* nodeOf */.E7)(value) ?? owner)) };
        if (!(0,dist/* isSeq */.oP)(value)) {
            yaml.complain((0,notification_overrides/* nodeOf */.E7)(value) ?? owner, `"${member}" must be a list, as in ["…"].`);
            return said;
        }
        said.value = value.items.flatMap((item, index) => {
            const text = readText(item, value, `Item ${index + 1} of "${member}"`)?.trim();
            if (text === '')
                yaml.complain((0,notification_overrides/* nodeOf */.E7)(item), `Item ${index + 1} of "${member}" is empty. Remove it.`);
            return text ? [text] : [];
        });
        return said;
    };
}
function asList(said) {
    if (said?.value === undefined)
        return said && { place: said.place };
    return { place: said.place, value: [said.value] };
}
function readKind(reading, value, owner) {
    const said = readOne('notificationType')(reading, value, owner);
    if (said?.value === undefined)
        return said && { place: said.place };
    const text = said.value.trim();
    const kind = ['push', 'popup'].find((known) => known === text.toLowerCase());
    if (kind)
        return { place: said.place, value: kind };
    reading.yaml.complain((0,notification_overrides/* nodeOf */.E7)(value), `${JSON.stringify(text)} is none of "push", "popup".`);
    return { place: said.place };
}
function readOverride({ yaml, readText, place }, value, owner) {
    const overrides = (0,notification_overrides/* overridesIn */.l_)(yaml, value, readText);
    return {
        place: place(yaml.position((0,notification_overrides/* nodeOf */.E7)(value) ?? owner)),
        value: overrides.map(({ key, value, position }) => ({ key, value, place: place(position) })),
    };
}
/** The text of a node with its expressions filled in, or undefined after complaining where they are in the file. */
function fillInNode(yaml, source, node, text, contexts) {
    const filled = fillIn(text, contexts);
    if ('text' in filled)
        return filled.text;
    const [start, end] = node?.range ?? [0, 0];
    for (const { offset, length, message } of filled.mistakes) {
        // An expression stands in the file as it stands in the text, unless quotes or folding changed its line.
        const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset + length).trimStart();
        const inFile = source.indexOf(line, start);
        const at = inFile + line.length - length;
        yaml.complain(inFile >= 0 && inFile < end ? { ...yaml.position(at), ...endOf(yaml, at + length) } : node, message);
    }
    return undefined;
}
function endOf(yaml, offset) {
    const { line: endLine, column: endColumn } = yaml.position(offset);
    return { endLine, endColumn };
}
/** `// …` behind JSON, as WalkMe's own article has it: YAML would take it for text. */
function refuseScriptComments(yaml, source) {
    if (!/^\s*\{/.test(source))
        return;
    for (const match of source.matchAll(/"(?:[^"\\]|\\.)*"|(?<=[\s,[{])\/\/[^\n]*|\/\*.*?\*\//g)) {
        if (match[0].startsWith('"'))
            continue;
        const message = 'JSON has no comments. Remove this one, or write the file as YAML, where a comment begins with "# ".';
        yaml.mistakes.unshift({ ...yaml.position(match.index), message });
    }
}
function complainOfUnknown(yaml, pair) {
    const name = nameOf(pair);
    const near = nearestMember(name);
    const hint = near === undefined ? `Known are ${Object.keys(READERS).join(', ')}.` : `Did you mean "${near}"?`;
    yaml.complain((0,notification_overrides/* nodeOf */.E7)(pair.key), `There is no member ${JSON.stringify(name)}. ${hint}`);
}
function nearestMember(name) {
    const plain = bare(name);
    // People write the step input's name where the API has another.
    const byInput = Object.entries(draft/* INPUT_OF */.Jg).find(([, input]) => bare(input) === plain)?.[0];
    const allowed = plain.length > 6 ? 2 : 1;
    return byInput ?? Object.keys(READERS).find((member) => (0,leven/* default */.A)(bare(member), plain) <= allowed);
}
function bare(name) {
    return name.toLowerCase().replace(/[-_ ]/g, '');
}
function isMember(name) {
    return Object.hasOwn(READERS, name);
}
function nameOf({ key }) {
    return String(key);
}


/***/ })

};
