using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Core.Accounts;

public class PasswordWorkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_account_costs_one_hash_and_is_wrong()
    {
        var hasher = new CountingHasher();
        using var work = new PasswordWork(hasher);
        await work.VerifyAsync(null, "anything", Cancel); // makes the hash to compare with, once
        var before = hasher.Verified;
        (await work.VerifyAsync(null, "anything", Cancel)).Value.ShouldBe(PasswordMatch.Wrong);
        (await work.VerifyAsync("real", "anything", Cancel)).Value.ShouldBe(PasswordMatch.Right);
        hasher.Verified.ShouldBe(before + 2);
        hasher.Hashed.ShouldBe(1);
    }

    [Fact]
    public async Task No_more_run_at_once_than_allowed_and_the_line_has_an_end()
    {
        var hasher = new CountingHasher { Gate = new ManualResetEventSlim() };
        using var work = new PasswordWork(hasher, atOnce: 2);
        var all = Enumerable.Range(0, 400).Select(_ => work.VerifyAsync("real", "x", Cancel)).ToArray();

        var refused = all.Where(t => t.IsCompleted).ToArray();
        refused.Length.ShouldBe(400 - 2 - 256);
        foreach (var task in refused)
            (await task).Refusal.ShouldNotBeNull().Code.ShouldBe(RefusalCode.Unavailable);

        hasher.Gate.Set();
        await Task.WhenAll(all);
        hasher.Verified.ShouldBe(2 + 256);
        hasher.MostAtOnce.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task A_wrong_sign_in_takes_as_long_whatever_kind_of_hash_it_meets_and_if_it_meets_none()
    {
        using var clock = new InstantTime();
        using var work = new PasswordWork(new UnevenHasher(clock), clock: clock);
        await work.VerifySignInAsync("dear$1$", "wrong", Cancel); // now it is known how long these take

        foreach (var hash in new[] { null, "cheap$1$", "dear$1$", "unreadable$1$", null })
        {
            var start = clock.GetTimestamp();
            (await work.VerifySignInAsync(hash, "wrong", Cancel)).Value.ShouldBe(PasswordMatch.Wrong);
            clock.GetElapsedTime(start).ShouldBe(UnevenHasher.Dear, hash ?? "nobody");
        }
    }

    [Fact]
    public async Task A_right_password_is_not_held_back_and_nobody_for_longer_than_two_seconds()
    {
        using var clock = new InstantTime();
        using var work = new PasswordWork(new UnevenHasher(clock), clock: clock);
        await work.VerifySignInAsync("absurd$1$", "wrong", Cancel);

        var start = clock.GetTimestamp();
        (await work.VerifySignInAsync("cheap$1$", "right", Cancel)).Value.ShouldBe(PasswordMatch.Right);
        clock.GetElapsedTime(start).ShouldBe(UnevenHasher.Cheap);

        start = clock.GetTimestamp();
        await work.VerifySignInAsync("cheap$1$", "wrong", Cancel);
        clock.GetElapsedTime(start).ShouldBe(UnevenHasher.Cheap + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_hash_that_cannot_be_read_costs_one_when_it_is_the_first()
    {
        using var clock = new InstantTime();
        using var work = new PasswordWork(new UnevenHasher(clock), clock: clock);
        await work.VerifySignInAsync("unreadable$1$", "wrong", Cancel);
        clock.GetElapsedTime(0).ShouldBe(UnevenHasher.Cheap);
    }

    [Fact]
    public void One_slow_moment_is_forgotten_and_another_kind_is_not()
    {
        var clock = new TestClock();
        var times = new VerificationTimes(clock);
        times.Slowest.ShouldBe(TimeSpan.Zero);
        times.Add("pbkdf2_sha256$600000$a$b", TimeSpan.FromMilliseconds(300));
        times.Add(null, TimeSpan.FromSeconds(5));
        times.Slowest.ShouldBe(TimeSpan.FromSeconds(5));

        for (var i = 0; i < 100; i++)
            times.Add("our own", TimeSpan.FromMilliseconds(100));
        times.Slowest.ShouldBe(TimeSpan.FromMilliseconds(300));

        clock.Advance(TimeSpan.FromHours(7));
        times.Slowest.ShouldBe(TimeSpan.Zero);
        for (var i = 0; i < 100; i++)
            times.Add($"kind${i}$salt", TimeSpan.FromMilliseconds(i));
        times.Slowest.ShouldBe(TimeSpan.FromMilliseconds(99));
    }

    private sealed class UnevenHasher(InstantTime clock) : IPasswordHasher
    {
        public static readonly TimeSpan Cheap = TimeSpan.FromMilliseconds(3);
        public static readonly TimeSpan Dear = TimeSpan.FromMilliseconds(60);

        public string Hash(string password) => "cheap$1$";

        public PasswordMatch Verify(string hash, string password)
        {
            clock.Pass(hash.Split('$')[0] switch { "dear" => Dear, "cheap" => Cheap, "absurd" => TimeSpan.FromSeconds(10), _ => TimeSpan.Zero });
            return password == "right" ? PasswordMatch.Right : PasswordMatch.Wrong;
        }
    }

    /// <summary>Time that passes only by work and by waiting, and all of that at once.</summary>
    private sealed class InstantTime : TimeProvider, ITimer
    {
        private long _now; // ticks; interlocked

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pass(dueTime);
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class CountingHasher : IPasswordHasher
    {
        private readonly Lock _gate = new();
        private int _running;

        public int Hashed;
        public int Verified;
        public int MostAtOnce;
        public ManualResetEventSlim? Gate { get; init; }

        public string Hash(string password)
        {
            Interlocked.Increment(ref Hashed);
            return "made";
        }

        public PasswordMatch Verify(string hash, string password)
        {
            var running = Interlocked.Increment(ref _running);
            lock (_gate)
                MostAtOnce = Math.Max(MostAtOnce, running);
            Gate?.Wait();
            Interlocked.Decrement(ref _running);
            Interlocked.Increment(ref Verified);
            return PasswordMatch.Right;
        }
    }
}
