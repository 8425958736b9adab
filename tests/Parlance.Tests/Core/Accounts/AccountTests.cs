using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Storage.Accounts;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Accounts;

/// <summary>What every test of accounts starts from: one node on a fresh database.</summary>
public abstract class AccountTests : IAsyncLifetime
{
    private readonly SqliteEngine _engine = new();

    private protected TestClock Clock => _engine.Clock;
    private protected InProcessEventBus Bus { get; } = NewBus();
    private protected AccountWorld World { get; private set; } = null!;
    private protected SqlAccountStore Store { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Store = new SqlAccountStore(await _engine.DatabaseAsync());
        World = new AccountWorld(Store, Clock, Bus);
    }

    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static InProcessEventBus NewBus() => new(NullLogger<InProcessEventBus>.Instance);

    private protected async Task ShouldBeLetIn(TokenPair tokens) =>
        (await World.Authenticator.AuthenticateAsync(tokens.Access, Cancel)).Refusal.ShouldBeNull();

    private protected async Task ShouldBeShutOut(TokenPair tokens, RefusalCode code = RefusalCode.TokenInvalid)
    {
        (await World.Authenticator.AuthenticateAsync(tokens.Access, Cancel)).Refusal.ShouldNotBeNull().Code.ShouldBe(code);
        if (tokens.Refresh is not null)
            (await World.Sessions.RefreshAsync(tokens.Refresh, AccountWorld.Rotating, Cancel)).Refusal.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private protected static Refusal Refused<T>(Outcome<T> outcome, RefusalCode code, string? field = null)
    {
        var refusal = outcome.Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        refusal.Field.ShouldBe(field);
        return refusal;
    }
}
