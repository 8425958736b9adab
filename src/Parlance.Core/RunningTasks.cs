namespace Parlance.Core;

/// <summary>Work that is begun in order, one piece after the other, and awaited before its owner goes. Safe for concurrent use.</summary>
/// <remarks>Each piece runs on the pool up to its first wait before the next one begins; what comes after that wait keeps no order.</remarks>
public sealed class RunningTasks
{
    private readonly Lock _gate = new();
    private readonly Queue<Func<Task>> _waiting = new(); // guarded by _gate
    private bool _begins; // guarded by _gate: somebody is taking from _waiting
    private int _unfinished; // guarded by _gate
    private TaskCompletionSource? _idle; // guarded by _gate

    /// <summary>Never runs the work itself, so it may be called under any lock.</summary>
    /// <param name="work">Must not fail.</param>
    public void Run(Func<Task> work)
    {
        lock (_gate)
        {
            _waiting.Enqueue(work);
            _unfinished++;
            if (_begins)
                return;
            _begins = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static tasks => tasks.BeginAll(), this, preferLocal: false);
    }

    /// <summary>Completes when nothing is waiting or running, which an owner that goes on beginning work may not live to see.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
            return _unfinished == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void BeginAll()
    {
        while (true)
        {
            Func<Task> work;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out work!))
                {
                    _begins = false;
                    return;
                }
            }

            var task = work();
            if (task.IsCompleted)
                Finished();
            else
                _ = task.ContinueWith(static (_, tasks) => ((RunningTasks)tasks!).Finished(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Finished()
    {
        lock (_gate)
        {
            if (--_unfinished > 0)
                return;
            _idle?.TrySetResult();
            _idle = null; // whoever asks later waits for what is begun later
        }
    }
}
