"""What the training runs share: a log, batches made beside the network, and the pass over them."""

import time

import torch
from torch import multiprocessing
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

# Whether the processor multiplies numbers of 16 bits (bfloat16), nearly twice as many in a second.
BRIEF = torch.cpu.get_capabilities().get("avx512_bf16", False)


class Log:
    """Lines with the seconds since the start, printed and kept in a file."""

    def __init__(self, path=None):
        self.path, self.start = path, time.time()

    def __call__(self, text):
        line = f"{time.time() - self.start:6.0f} s  {text}"
        print(line, flush=True)
        if self.path:
            with open(self.path, "a") as file:
                file.write(line + "\n")


def fill(queue, batch):
    """Puts batches into the queue as long as it lives, with one thread: a forked process can't use its parent's."""
    torch.set_num_threads(1)
    while True:
        queue.put(batch())


def made_beside(makers):
    """Cells and their classes, by each maker in turn: functions that make a batch, each called in a process of its own."""
    queues = [multiprocessing.Queue(4) for _ in makers]
    for queue, maker in zip(queues, makers):
        multiprocessing.Process(target=fill, args=(queue, maker), daemon=True).start()
    while True:
        for queue in queues:
            cells, classes = queue.get()
            yield cells.contiguous(memory_format=torch.channels_last), classes


def logits(net, cells):
    """What the net makes of cells, without learning from them."""
    net.eval()
    with torch.no_grad():
        found = torch.cat([net(part) for part in cells.split(512)])
    net.train()
    return found


def trained(net, batches, steps, rate, loss_of, log, every, finish, memory=0.998, brief=False):
    """Takes `steps` steps of AdamW over `batches`, the rate rising to `rate` and falling in one cycle.

    `finish` gets a running mean of the weights each `every` steps and at the end; returned is the last. `brief` multiplies
    numbers of 16 bits (bfloat16): for processors that do it faster.
    """
    slow = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(memory), use_buffers=True)
    solver = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(solver, max_lr=rate, total_steps=steps, pct_start=0.1)
    mean = None
    for step, (cells, classes) in zip(range(1, steps + 1), batches):
        with torch.autocast("cpu", torch.bfloat16, enabled=brief):
            found = net(cells)
        loss = loss_of(found.float(), classes)
        solver.zero_grad()
        loss.backward()
        solver.step()
        schedule.step()
        slow.update_parameters(net)
        mean = loss.item() if mean is None else 0.99 * mean + 0.01 * loss.item()
        if step % 100 == 0:
            log(f"step {step}, {time.process_time():.0f} CPU s, loss {mean:.4f}")
        if step % every == 0 or step == steps:
            finish(slow.module)
    return slow.module
