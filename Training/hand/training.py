"""What the training runs share: a log, and the pass over pictures."""

import time

import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn


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
