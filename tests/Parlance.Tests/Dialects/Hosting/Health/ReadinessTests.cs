using Parlance.Core.Operation;
using Parlance.Dialects.Hosting.Health;

namespace Parlance.Tests.Dialects.Hosting.Health;

public class ReadinessTests
{
    private readonly TestClock _time = new();

    [Fact]
    public async Task A_check_is_asked_once_a_second_however_often_the_probes_come()
    {
        var check = new Check("database", _ => ValueTask.FromResult<string?>(null));
        using var readiness = new Readiness([check], _time);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => readiness.CheckAsync(TestContext.Current.CancellationToken).AsTask()));
        check.Asked.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1_001));
        await readiness.CheckAsync(TestContext.Current.CancellationToken);
        check.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_check_that_throws_complains_without_its_message()
    {
        using var readiness = new Readiness([new Check("database", _ => throw new InvalidOperationException("password=hunter2"))], _time);
        var complaints = await readiness.CheckAsync(TestContext.Current.CancellationToken);
        complaints["database"].ShouldNotBeNull().ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task A_check_that_hangs_is_given_up_and_the_others_are_heard()
    {
        var hung = new TaskCompletionSource<string?>();
        using var readiness = new Readiness([new Check("bus", _ => new ValueTask<string?>(hung.Task)), new Check("disk", _ => ValueTask.FromResult<string?>("The disk is full."))], _time);
        var complaints = await readiness.CheckAsync(TestContext.Current.CancellationToken);
        complaints["bus"].ShouldBe("No answer within 2 s.");
        complaints["disk"].ShouldBe("The disk is full.");
    }

    private sealed class Check(string name, Func<CancellationToken, ValueTask<string?>> answer) : IReadinessCheck
    {
        private int _asked;

        public int Asked => _asked;

        public string Name => name;

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return answer(cancellationToken);
        }
    }
}
