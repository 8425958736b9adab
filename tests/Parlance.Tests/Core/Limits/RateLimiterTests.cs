using Parlance.Core;
using Parlance.Core.Limits;

namespace Parlance.Tests.Core.Limits;

public class RateLimiterTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Keys_are_limited_apart()
    {
        var limiter = new RateLimiter(new RateLimit(1, TimeSpan.FromMinutes(1)), 1, _clock);
        limiter.Take("a", "things").ShouldBeNull();
        limiter.Take("b", "things").ShouldBeNull();
        limiter.Take("a", "things").ShouldNotBeNull();
    }

    [Fact]
    public void The_refusal_says_when_to_come_back()
    {
        var limiter = new RateLimiter(new RateLimit(2, TimeSpan.FromMinutes(1)), 1, _clock);
        limiter.Take("a", "things", cost: 2).ShouldBeNull();

        var refusal = limiter.Take("a", "things").ShouldNotBeNull();
        refusal.Code.ShouldBe(RefusalCode.RateLimited);
        refusal.RetryAfter.ShouldBe(TimeSpan.FromSeconds(30));

        _clock.Advance(TimeSpan.FromSeconds(30));
        limiter.Take("a", "things").ShouldBeNull();
    }

    [Theory]
    [InlineData(10, 30)]
    [InlineData(0.5, 1)]
    [InlineData(0.001, 1)]
    public void The_scale_multiplies_but_leaves_at_least_one(double scale, int allowed)
    {
        var limiter = new RateLimiter(new RateLimit(3, TimeSpan.FromMinutes(1)), scale, _clock);
        Enumerable.Range(0, 100).Count(_ => limiter.Take("a", "things") is null).ShouldBe(allowed);
    }

    [Fact]
    public void A_scale_of_zero_is_a_mistake() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RateLimiter(new RateLimit(3, TimeSpan.FromMinutes(1)), 0, _clock));

    [Fact]
    public void Keys_that_rest_are_forgotten_without_loosening_the_limit()
    {
        var limiter = new RateLimiter(new RateLimit(2, TimeSpan.FromMinutes(1)), 1, _clock);
        for (var i = 0; i < 100; i++)
            limiter.Take($"key {i}", "things");
        limiter.Take("busy", "things", cost: 2);

        // Across two turns of forgetting, the busy key gets exactly what refills.
        var taken = 0;
        for (var seconds = 0; seconds < 180; seconds++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            taken += limiter.Take("busy", "things") is null ? 1 : 0;
        }

        taken.ShouldBe(6);
        limiter.Count.ShouldBe(1);
    }

    [Fact]
    public void A_million_keys_do_not_fill_the_memory()
    {
        var limiter = new RateLimiter(new RateLimit(1, TimeSpan.FromHours(1)), 1, _clock, maxKeys: 1_000);
        for (var i = 0; i < 1_000_000; i++)
            limiter.TryTake((i % 50_000).ToString(), 1, out _);
        limiter.Count.ShouldBeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public void Many_threads_together_get_no_more_than_the_count()
    {
        var limiter = new RateLimiter(new RateLimit(1_000, TimeSpan.FromDays(1)), 1, _clock);
        var taken = 0;
        Parallel.For(0, 5_000, _ =>
        {
            if (limiter.TryTake("a", 1, out TimeSpan _))
                Interlocked.Increment(ref taken);
        });
        taken.ShouldBe(1_000);
    }
}
