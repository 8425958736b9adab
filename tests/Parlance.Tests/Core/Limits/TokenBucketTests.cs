using Parlance.Core.Limits;

namespace Parlance.Tests.Core.Limits;

public class TokenBucketTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(5);
    private TokenBucket _bucket = new(new RateLimit(5, TimeSpan.FromSeconds(10)));

    [Fact]
    public void The_whole_count_may_be_taken_at_once_and_no_more()
    {
        for (var i = 0; i < 5; i++)
            _bucket.TryTake(Start, 1, out _).ShouldBeTrue();

        _bucket.TryTake(Start, 1, out var retryAfter).ShouldBeFalse();
        retryAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Waiting_as_long_as_it_says_is_enough_and_a_tick_less_is_not()
    {
        _bucket.TryTake(Start, 5, out _).ShouldBeTrue();
        _bucket.TryTake(Start, 3, out var retryAfter).ShouldBeFalse();

        _bucket.TryTake(Start + retryAfter - TimeSpan.FromTicks(1), 3, out _).ShouldBeFalse();
        _bucket.TryTake(Start + retryAfter, 3, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_costs_nothing()
    {
        _bucket.TryTake(Start, 5, out _).ShouldBeTrue();
        for (var i = 0; i < 100; i++)
            _bucket.TryTake(Start, 1, out _).ShouldBeFalse();

        _bucket.TryTake(Start + TimeSpan.FromSeconds(2), 1, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_long_pause_fills_it_to_the_count_and_not_beyond()
    {
        _bucket.TryTake(Start, 5, out _).ShouldBeTrue();
        var later = Start + TimeSpan.FromDays(1);

        _bucket.TryTake(later, 5, out _).ShouldBeTrue();
        _bucket.TryTake(later, 1, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_costs_more_than_the_count_passes_when_the_bucket_is_full_and_is_paid_off()
    {
        _bucket.TryTake(Start, 8, out _).ShouldBeTrue();
        _bucket.TryTake(Start, 1, out var retryAfter).ShouldBeFalse();
        retryAfter.ShouldBe(TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void Without_a_limit_everything_passes()
    {
        var bucket = default(TokenBucket);
        bucket.TryTake(Start, int.MaxValue, out _).ShouldBeTrue();
        bucket.TryTake(Start, int.MaxValue, out _).ShouldBeTrue();
    }
}
