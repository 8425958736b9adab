namespace Parlance.Core.Accounts;

/// <summary>Runs password hashing on the thread pool, a few at a time, so that a burst of sign-ins takes its turn and the chat keeps its cores.</summary>
public sealed class PasswordWork : IDisposable
{
    /// <summary>Beyond this many waiting, a sign-in is refused: it would wait longer than its client does.</summary>
    private const int MaxWaiting = 256;

    private static readonly Refusal Busy =
        new(RefusalCode.Unavailable, "Too many people are signing in at this moment.", "Try again in a few seconds.") { RetryAfter = TimeSpan.FromSeconds(3) };

    /// <summary>No wrong sign-in is held back for longer.</summary>
    private static readonly TimeSpan MaxHeldBack = TimeSpan.FromSeconds(2);

    private readonly IPasswordHasher _hasher;
    private readonly TimeProvider _clock;
    private readonly VerificationTimes _times;
    private readonly SemaphoreSlim _slots;
    private readonly Lazy<string> _dummyHash;
    private int _waiting; // interlocked

    /// <param name="atOnce">Hashes computed at the same time; 0 means all cores but one.</param>
    /// <param name="clock">By which the work is measured. The machine's unless given: hashing takes real time, whatever the clock of the accounts says.</param>
    public PasswordWork(IPasswordHasher hasher, int atOnce = 0, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _times = new VerificationTimes(_clock);
        _hasher = hasher;
        // The pool starts with one thread a core. Hashing on all of them would let everything else wait for the pool to grow.
        _slots = new SemaphoreSlim(atOnce > 0 ? atOnce : Math.Max(1, Environment.ProcessorCount - 1));
        _dummyHash = new Lazy<string>(() => hasher.Hash(Guid.NewGuid().ToString()));
    }

    public Task<Outcome<string>> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => _hasher.Hash(password), cancellationToken);

    /// <param name="hash">Null when there is no such account: takes as long as a wrong password and answers the same.</param>
    public Task<Outcome<PasswordMatch>> VerifyAsync(string? hash, string password, CancellationToken cancellationToken) =>
        RunAsync(() => hash is null ? VerifyDummy(password) : _hasher.Verify(hash, password), cancellationToken);

    /// <summary>As <see cref="VerifyAsync"/>; what is wrong is answered after the time that the slowest hash lately seen takes, whatever kind this one is.</summary>
    public async Task<Outcome<PasswordMatch>> VerifySignInAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        var took = TimeSpan.Zero;
        var outcome = await RunAsync(() =>
        {
            var start = _clock.GetTimestamp();
            var match = hash is null ? VerifyDummy(password) : _hasher.Verify(hash, password);
            took = _clock.GetElapsedTime(start);
            if (match == PasswordMatch.Wrong && _times.Slowest == TimeSpan.Zero)
                VerifyDummy(password); // a hash that cannot be read took no time, and there is nothing yet to hold it to
            _times.Add(hash, took);
            return match;
        }, cancellationToken);

        // Slots are not held while waiting: being slow on purpose costs no core.
        if (outcome.TryGet(out var result, out _) && result == PasswordMatch.Wrong && _times.Slowest - took is { Ticks: > 0 } missing)
            await Task.Delay(missing < MaxHeldBack ? missing : MaxHeldBack, _clock, cancellationToken);
        return outcome;
    }

    public void Dispose() => _slots.Dispose();

    private PasswordMatch VerifyDummy(string password)
    {
        _hasher.Verify(_dummyHash.Value, password);
        return PasswordMatch.Wrong;
    }

    private async Task<Outcome<T>> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > MaxWaiting)
                return Busy;
            await _slots.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }
}
