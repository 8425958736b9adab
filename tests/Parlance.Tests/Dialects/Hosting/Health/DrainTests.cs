using Microsoft.Extensions.Logging;
using Parlance.Core.Operation;
using Parlance.Dialects.Hosting.Health;

namespace Parlance.Tests.Dialects.Hosting.Health;

public sealed class DrainTests : IDisposable
{
    private readonly CapturingLogger<Drain> _logger = new();
    private readonly Readiness _readiness = new([], TimeProvider.System);

    public void Dispose() => _readiness.Dispose();

    private Drain Drain(TimeSpan timeout, params IDrain[] drains) => new(_readiness, drains, new DrainOptions { Notice = TimeSpan.Zero, Timeout = timeout }, TimeProvider.System, _logger);

    [Fact]
    public async Task Readiness_is_false_before_anything_is_drained()
    {
        var wasDraining = false;
        await Drain(TimeSpan.FromSeconds(20), new Work("connections", _ =>
        {
            wasDraining = _readiness.IsDraining;
            return Task.CompletedTask;
        })).StoppingAsync(TestContext.Current.CancellationToken);
        wasDraining.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_fails_and_one_that_never_ends_hold_up_nobody()
    {
        var finished = false;
        await Drain(TimeSpan.FromMilliseconds(100),
            new Work("broken", _ => throw new InvalidOperationException("broken")),
            new Work("endless", _ => new TaskCompletionSource().Task),
            new Work("good", _ =>
            {
                finished = true;
                return Task.CompletedTask;
            })).StoppingAsync(TestContext.Current.CancellationToken);

        finished.ShouldBeTrue();
        _logger.Entries.Select(entry => entry.Level).Order().ShouldBe([LogLevel.Information, LogLevel.Warning, LogLevel.Error]);
    }

    private sealed class Work(string name, Func<CancellationToken, Task> drain) : IDrain
    {
        public string Name => name;

        public Task DrainAsync(CancellationToken cancellationToken) => drain(cancellationToken);
    }
}
