using Parlance.Client.Connection;

namespace Parlance.Tests.Client;

public class BackoffTests
{
    [Fact]
    public void Bounds_double_up_to_the_maximum()
    {
        var backoff = new Backoff(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(30), () => 1);

        var waits = Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalMilliseconds);

        waits.ShouldBe([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    }

    [Fact]
    public void A_wait_is_anything_from_nothing_to_its_bound()
    {
        var rolls = new Queue<double>([0, 0.5, 0.25]);
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), rolls.Dequeue);

        backoff.Next().ShouldBe(TimeSpan.Zero);
        backoff.Next().ShouldBe(TimeSpan.FromSeconds(1));
        backoff.Next().ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_a_good_connection_it_begins_again()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), () => 1);
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        backoff.IsFresh.ShouldBeTrue();
        backoff.Next().ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void After_a_million_failures_the_wait_is_still_the_maximum()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), () => 1);
        for (var i = 0; i < 1_000_000; i++)
            backoff.Next();

        backoff.Next().ShouldBe(TimeSpan.FromSeconds(30));
    }
}
