using System.Net;
using Parlance.Cluster.InProcess;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Core.Accounts;

/// <summary>One node's accounts over a real store, a real bus and a clock that the test moves.</summary>
internal sealed class AccountWorld : IEventSubscriber, IDisposable
{
    public static readonly TokenFamily Rotating = new("native", TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);
    public static readonly TokenFamily Keeping = new("keeping", TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: false);
    public static readonly TokenFamily WithoutRefresh = new("bare", TimeSpan.FromDays(30), null, Rotates: false);

    private static readonly TokenFamilies Families = new([Rotating, Keeping, WithoutRefresh]);

    private readonly List<ChatEvent> _heard = [];
    private readonly IDisposable _subscription;

    public AccountWorld(IAccountStore store, TimeProvider clock, InProcessEventBus bus, double scale = 100, params IProfileFiles[] files)
    {
        Store = store;
        Tokens = new TokenCodec(SigningKey.FromText(Jwt.Secret), Families, clock);
        Users = new UserCache(store, clock);
        Ended = new EndedSessions(store, Families, clock);
        Authenticator = new Authenticator(Tokens, Users, Ended, bus, clock);
        Sessions = new Sessions(store, Tokens, Authenticator, clock);
        // Few iterations: the tests are about who gets in, not about how slow a guess is.
        Passwords = new PasswordWork(new IdentityPasswordHasher(iterations: 10));
        Accounts = new AccountService(store, Sessions, Authenticator, Users, Passwords, new AccountLimits(new LimitOptions { Scale = scale }, clock), [Files, .. files], clock);
        _subscription = bus.Subscribe(this);
    }

    public IAccountStore Store { get; }
    public TokenCodec Tokens { get; }
    public UserCache Users { get; }
    public EndedSessions Ended { get; }
    public Authenticator Authenticator { get; }
    public Sessions Sessions { get; }
    public PasswordWork Passwords { get; }
    public AccountService Accounts { get; }
    public ReleasedFiles Files { get; } = new();

    public SignInContext Here { get; init; } = new(Rotating, IPAddress.Parse("203.0.113.7"));

    public IReadOnlyList<ChatEvent> Heard
    {
        get
        {
            lock (_heard)
                return [.. _heard];
        }
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_heard)
            _heard.AddRange(events);
    }

    public async Task<SignedIn> Member(string name, string password = "correct horse", string? email = null) =>
        (await Accounts.RegisterAsync(new Registration(name, password, email), Here, TestContext.Current.CancellationToken)).Value;

    public async Task<SignedIn> Guest(string name) =>
        (await Accounts.GuestAsync(name, null, Here, TestContext.Current.CancellationToken)).Value;

    public async Task<Identity> Identity(SignedIn signedIn) =>
        (await Authenticator.AuthenticateAsync(signedIn.Tokens.Access, TestContext.Current.CancellationToken)).Value;

    public void Dispose()
    {
        _subscription.Dispose();
        Authenticator.Dispose();
        Passwords.Dispose();
    }
}
