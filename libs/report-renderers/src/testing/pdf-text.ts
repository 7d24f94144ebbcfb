import { getDocumentProxy } from 'unpdf';

/** Of each page what a reader can select, without the white space that a page needs to be set. */
export async function pdfPages(bytes: Uint8Array): Promise<readonly string[]> {
  const document = await getDocumentProxy(Uint8Array.from(bytes));
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(tight((items as readonly TextItem[]).map(({ str = '' }) => str).join('')));
  }
  return pages;
}

interface TextItem {
  readonly str?: string;
}

/** Titles of the bookmarks, those below another after it. */
export async function pdfBookmarks(bytes: Uint8Array): Promise<readonly string[]> {
  const outline = (await (await getDocumentProxy(Uint8Array.from(bytes))).getOutline()) as readonly Bookmark[] | null;
  return (outline ?? []).flatMap(titles);
}

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

const titles = ({ title, items }: Bookmark): readonly string[] => [title, ...items.flatMap(titles)];

/** A text as it would be found on a page. */
export const tight = (text: string): string => text.replace(/\s/gu, '').normalize('NFC');
