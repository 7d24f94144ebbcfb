import type { Operation } from '@yanshou/api-schema';
import { json, text } from 'express';
import type { RequestHandler } from 'express';
import multer from 'multer';
import type { Request, Response } from 'express';
import type { UploadedFile } from './call.js';
import { malformed, tooLarge } from './problem.js';
import type { ApiProblem } from './problem.js';

export const JSON_LIMIT_BYTES = 1024 * 1024;
export const CSV_LIMIT_BYTES = 20 * 1024 * 1024;
export const UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024;

export interface ReadBody {
  readonly value: unknown;
  readonly file?: UploadedFile;
}

/** Reads a body of the kind that the operation takes, within its limit. Compressed bodies are not taken: a small one may hold a large one. */
export class BodyReader {
  // The parser would read no bytes as `{}`.
  private readonly json = json({ limit: JSON_LIMIT_BYTES, inflate: false, strict: false, type: 'application/json', verify: refuseEmpty });
  private readonly csv = text({ limit: CSV_LIMIT_BYTES, inflate: false, type: 'text/csv', defaultCharset: 'utf-8' });
  private readonly upload: RequestHandler;

  constructor(temporaryDirectory: string) {
    const limits = { files: 1, fileSize: UPLOAD_LIMIT_BYTES, fields: 20, fieldSize: 16 * 1024, fieldNameSize: 100, parts: 30, headerPairs: 50 };
    this.upload = multer({ storage: multer.diskStorage({ destination: temporaryDirectory }), limits, defParamCharset: 'utf8' }).single('file');
  }

  async read(body: NonNullable<Operation['body']>, request: Request, response: Response): Promise<ReadBody> {
    switch (body.kind) {
      case 'json':
        await this.run(this.json, 'application/json', request, response);
        if (request.body === undefined) throw bodyMissing();
        return { value: request.body as unknown };
      case 'csv':
        await this.run(this.csv, 'text/csv', request, response);
        return { value: request.body as unknown };
      case 'multipart':
        await this.run(this.upload, 'multipart/form-data', request, response);
        return { value: { ...(request.body as object) }, ...uploaded(request) };
    }
  }

  private async run(handler: RequestHandler, mediaType: string, request: Request, response: Response): Promise<void> {
    if (request.is(mediaType) === false) {
      throw malformed('unsupported-media-type', `请求体须为 ${mediaType}`, `the body must be ${mediaType}`);
    }
    await new Promise<void>((resolve, reject) => {
      void handler(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(bodyProblem(error))));
    });
  }
}

function uploaded({ file }: Request): { file?: UploadedFile } {
  return file === undefined ? {} : { file: { path: file.path, fileName: file.originalname, mediaType: file.mimetype, bytes: file.size } };
}

const bodyMissing = (): ApiProblem => malformed('malformed-json', '缺少请求体', 'the body is missing');

function refuseEmpty(_request: unknown, _response: unknown, bytes: Buffer): void {
  if (bytes.length === 0) throw new Error('no bytes');
}

/** Faults of the parsers; their own texts are for programmers. */
function bodyProblem(error: unknown): unknown {
  const { type, code, status } = error as { readonly type?: string; readonly code?: string; readonly status?: number };
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE') return tooLarge('请求体超过大小限制（JSON 1 MB，CSV 20 MB，文件 50 MB）', 'the body is too large (JSON 1 MB, CSV 20 MB, files 50 MB)');
  if (type === 'entity.verify.failed') return bodyMissing();
  if (type === 'entity.parse.failed') return malformed('malformed-json', '请求体不是合法的 JSON', 'the body is not valid JSON');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return malformed('unsupported-media-type', '不接受压缩或该字符集的请求体', 'bodies are not taken compressed, or in this character set');
  if (isMalformedForm(error)) {
    return malformed('malformed-upload', '上传格式有误：须为一个名为 file 的文件及说明字段', 'the upload is malformed: one file named `file` and its fields are expected');
  }
  return (status !== undefined && status < 500) || hasSenderLeft(error) ? malformed('invalid', '请求体无法读取', 'the body cannot be read') : error;
}

/** The form parser's own errors have nothing but a text; those of the disk, which may hold any path, have a code. */
function formFault(error: unknown): string {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  return code === undefined ? message : '';
}

const isMalformedForm = (error: unknown): boolean => error instanceof multer.MulterError || /multipart|malformed|content type|unexpected end of/i.test(formFault(error));
const hasSenderLeft = (error: unknown): boolean => /^request (?:aborted|closed)/i.test(formFault(error));
