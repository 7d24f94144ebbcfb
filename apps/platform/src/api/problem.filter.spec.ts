import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpException, NotFoundException } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Failure } from '@yanshou/telemetry';
import { client, serve } from '@yanshou/worker-rpc';
import type { Response } from 'express';
import { ApiProblem, tooManyAttempts, unauthenticated } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { Served } from './testing/served.js';
import type { Answer } from './testing/served.js';

let served: Served | undefined;
afterEach(() => served?.close());

const HELP = { zh: '请清理磁盘', en: 'make room on the disk' };
const full = (retryable: boolean): Failure => new Failure('journal-full', 'ENOSPC /data/journal', retryable, HELP);
const duplicate = new ApiProblem({ code: 'duplicate', field: 'id', zh: '编号已有', en: 'the id is taken' });

interface Caught {
  readonly answer: Answer;
  readonly document: Record<string, unknown>;
  readonly told: unknown[];
}

/** What a client gets when a route throws. */
async function thrown(error: unknown, headers: Record<string, string> = {}, before: (response: Response) => void = () => undefined): Promise<Caught> {
  const told: unknown[] = [];
  const filter = new ProblemFilter((fault) => void told.push(fault));
  served = await Served.of((request, response) => {
    before(response);
    filter.catch(error, new ExecutionContextHost([request, response]));
  });
  const answer = await served.send('/', { headers });
  return { answer, document: JSON.parse(answer.text) as Record<string, unknown>, told };
}

/** The same fault as a client of another thread has it. */
async function acrossAThread(error: Error): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  serve(port1, { fail: (): Promise<never> => Promise.reject(error) });
  try {
    return await client<{ fail(): Promise<never> }>(port2).fail().then(() => undefined, (fault: unknown) => fault);
  } finally {
    port1.close();
  }
}

describe('what is refused', () => {
  it('is answered as a problem document, and is no fault of the platform', async () => {
    const { answer, document, told } = await thrown(duplicate);
    expect([answer.status, answer.headers['content-type'], told]).toEqual([409, 'application/problem+json; charset=utf-8', []]);
    expect(document).toEqual({
      type: 'urn:yanshou:problem:duplicate', title: 'Conflict', status: 409, code: 'duplicate', field: 'id', detail: '编号已有', detailZh: '编号已有', detailEn: 'the id is taken',
    });
  });

  it.each([
    [undefined, 'zh'], ['', 'zh'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['en-US,en;q=0.9', 'en'], ['en;q=0.9,zh;q=0.8', 'en'], ['en;q=0.5,zh-CN;q=0.9', 'zh'], ['fr', 'zh'], ['fr,en;q=0.1', 'en'],
    ['*', 'zh'], ['en;q=0', 'zh'], ['zh;q=0.9,*;q=0.1', 'zh'],
  ])('is said to who accepts %p in %s', async (accepted, language) => {
    const { document } = await thrown(duplicate, accepted === undefined ? {} : { 'accept-language': accepted });
    expect(document['detail']).toBe(language === 'en' ? 'the id is taken' : '编号已有');
  });

  it('says how to log in, and after how long to come again', async () => {
    const unknown = (await thrown(unauthenticated())).answer;
    expect([unknown.status, unknown.headers['www-authenticate'], unknown.headers['retry-after']]).toEqual([401, 'Bearer realm="yanshou"', undefined]);
    served?.close();
    const often = (await thrown(tooManyAttempts(42))).answer;
    expect([often.status, often.headers['www-authenticate'], often.headers['retry-after']]).toEqual([429, undefined, '42']);
  });

  it('is not found where the framework has no route for it', async () => {
    const { answer, document, told } = await thrown(new NotFoundException('Cannot GET /api/v1/secret'));
    expect([answer.status, document['code'], told]).toEqual([404, 'not-found', []]);
    expect(answer.text).not.toContain('secret');
  });
});

describe('a fault of the platform', () => {
  it.each<[string, unknown]>([
    ['an error', new Error('password=hunter2 at /srv/app')], ['an error with a status', Object.assign(new Error('hunter2'), { status: 404, code: 'not-found' })], ['a text', 'hunter2'],
    ['nothing', undefined], ['null', null], ["the framework's own", new HttpException('hunter2', 500)],
  ])('reveals nothing, and is told inside: %s', async (_what, error) => {
    const { answer, document, told } = await thrown(error);
    expect([answer.status, document['code'], told]).toEqual([500, 'internal', [error]]);
    expect([answer.text.includes('hunter2'), answer.text.includes('/srv')]).toEqual([false, false]);
  });

  it.each<[string, (error: Failure) => Promise<unknown>]>([['here', (error) => Promise.resolve(error)], ['in another thread', acrossAThread]])(
    'that has help for people gives it, and says when to try again: %s', async (_where, cross) => {
      const { answer, document, told } = await thrown(await cross(full(true)));
      expect([answer.status, answer.headers['retry-after'], document['code']]).toEqual([503, '5', 'unavailable']);
      expect([document['detailZh'], document['detailEn'], told.length]).toEqual([HELP.zh, HELP.en, 1]);
      expect(answer.text).not.toContain('ENOSPC');
    });

  it.each<[string, (error: Failure) => Promise<unknown>]>([['here', (error) => Promise.resolve(error)], ['in another thread', acrossAThread]])(
    'that will not pass is not to be tried again: %s', async (_where, cross) => {
      const { answer, document } = await thrown(await cross(full(false)));
      expect([answer.status, answer.headers['retry-after'], document['code'], document['detailEn']]).toEqual([500, undefined, 'internal', HELP.en]);
    });

  it('crosses a thread as a plain error: it has to be known by its fields', async () => {
    expect(await acrossAThread(full(true))).not.toBeInstanceOf(Failure);
  });

  it('before a file was begun is answered as a problem, not saved as the file', async () => {
    const { answer } = await thrown(full(true), {}, (response) => void response.attachment('bundle.zip').setHeader('content-length', 1_000_000));
    expect([answer.status, answer.headers['content-disposition'], answer.headers['content-type']]).toEqual([503, undefined, 'application/problem+json; charset=utf-8']);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.text)));
  });

  it('after an answer was begun cuts it, so that nobody takes it for whole, and is told inside', async () => {
    const told: unknown[] = [];
    const filter = new ProblemFilter((fault) => void told.push(fault));
    served = await Served.of((request, response) => {
      response.write('{"items":[');
      setImmediate(() => filter.catch(new Error('locked'), new ExecutionContextHost([request, response])));
    });
    await expect(served.send('/')).rejects.toThrow(/aborted|hang up/);
    expect(told).toEqual([new Error('locked')]);
  });
});
