import type { Element, Nodes, Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

const github = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  // Its default is GitHub's own list.
  .use(rehypeSanitize)
  .freeze()

/** Markdown as GitHub shows it: GitHub Flavored Markdown with HTML in it, then a sanitiser with GitHub's list. */
export function render(markdown: string): Root {
  return github.runSync(github.parse(markdown))
}

/** What a reader reads; `<br>` is a line break. */
export function textOf(node: Nodes | undefined): string {
  if (node === undefined) return ''
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.tagName === 'br') return '\n'
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** Every element, in the order of the document. */
export function elementsOf(node: Nodes): Element[] {
  const inner = 'children' in node ? node.children.flatMap(elementsOf) : []
  return node.type === 'element' ? [node, ...inner] : inner
}

/**
 * The pieces of text in which GitHub looks for mentions, issues, emoji and the like: each piece by itself, and none
 * in code. https://github.com/gjtorikian/html-pipeline/blob/main/lib/html_pipeline/node_filter/mention_filter.rb
 */
export function searchedTexts(node: Nodes): string[] {
  if (node.type === 'text') return [node.value]
  if (node.type === 'element' && ['pre', 'code', 'a'].includes(node.tagName)) return []
  return 'children' in node ? node.children.flatMap(searchedTexts) : []
}
