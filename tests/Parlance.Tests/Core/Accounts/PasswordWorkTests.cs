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
