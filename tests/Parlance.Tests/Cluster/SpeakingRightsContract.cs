using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Events;

namespace Parlance.Tests.Cluster;

/// <summary>What all speaking rights keep.</summary>
public abstract class SpeakingRightsContract : IAsyncLifetime
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);
    private static readonly User Ana = Account(1);
    private static readonly User Guest = Account(2) with { Role = UserRole.Guest };
    private static readonly User KeyedGuest = Guest with { Id = new UserId(3), GuestKeyHash = [1] };

    private static readonly ClientOrigin Home = new("192.0.2.1", "anas-browser");
    private static readonly ClientOrigin Away = new("198.51.100.1", "anas-browser");
    private static readonly ClientOrigin Neighbour = new("192.0.2.1", "bens-browser");
    private static readonly ClientOrigin HomeWithoutCookie = new("192.0.2.1", null);
    private static readonly ClientOrigin Stranger = new("203.0.113.9", "a-strangers-browser");
    private static readonly ClientOrigin StrangerWithoutCookie = new("203.0.113.9", null);

    private protected TestClock Clock { get; } = new();
    private protected InProcessEventBus Bus { get; } = new(NullLogger<InProcessEventBus>.Instance);
    private ISpeakingRights _rights = null!;

    public ValueTask InitializeAsync()
    {
        _rights = Create(Bus, Clock);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        (_rights as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract ISpeakingRights Create(IEventBus bus, TimeProvider time);

    [Fact]
    public void An_account_that_proved_nothing_is_spoken_for_by_nobody()
    {
        foreach (var user in new[] { Ana, KeyedGuest })
        {
            _rights.MaySpeakFor(user, Home).ShouldBeFalse();
            _rights.TryLease(user, Home).ShouldBeNull();
        }
    }

    [Fact]
    public void A_proof_holds_for_the_same_browser_and_for_the_same_address()
    {
        _rights.Prove(Ana.Id, Home);
        _rights.Prove(KeyedGuest.Id, Home);

        foreach (var user in new[] { Ana, KeyedGuest })
        {
            foreach (var client in new[] { Home, Away, HomeWithoutCookie, Neighbour })
                _rights.MaySpeakFor(user, client).ShouldBeTrue(client.ToString());
            _rights.MaySpeakFor(user, Stranger).ShouldBeFalse();
            _rights.MaySpeakFor(user, StrangerWithoutCookie).ShouldBeFalse();
        }

        _rights.MaySpeakFor(Ana with { Id = new UserId(99) }, Home).ShouldBeFalse();
    }

    [Fact]
    public void A_user_is_connected_from_where_a_living_connection_came()
    {
        _rights.Prove(Ana.Id, Home);
        _rights.IsConnectedFrom(Ana, Home).ShouldBeFalse();

        var lease = _rights.TryLease(Ana, Home).ShouldNotBeNull();
        _rights.IsConnectedFrom(Ana, Home).ShouldBeTrue();
        _rights.IsConnectedFrom(Ana, Stranger).ShouldBeFalse();

        lease.Dispose();
        _rights.IsConnectedFrom(Ana, Home).ShouldBeFalse();
    }

    [Fact]
    public void Two_clients_without_a_browser_value_are_not_the_same_browser()
    {
        _rights.Prove(Ana.Id, HomeWithoutCookie);
        _rights.MaySpeakFor(Ana, HomeWithoutCookie).ShouldBeTrue();
        _rights.MaySpeakFor(Ana, StrangerWithoutCookie).ShouldBeFalse();
    }

    [Fact]
    public void A_proof_holds_ten_minutes_and_each_begins_them_anew()
    {
        _rights.Prove(Ana.Id, Home);
        Clock.Advance(TenMinutes - TimeSpan.FromSeconds(1));
        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();
        _rights.Prove(Ana.Id, Home);
        Clock.Advance(TenMinutes - TimeSpan.FromSeconds(1));
        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();

        Clock.Advance(TimeSpan.FromSeconds(1));
        _rights.MaySpeakFor(Ana, Home).ShouldBeFalse();
        _rights.MaySpeakFor(Ana, HomeWithoutCookie).ShouldBeFalse();
        _rights.TryLease(Ana, Home).ShouldBeNull();
    }

    [Fact]
    public void Proofs_of_several_places_run_out_each_in_its_own_time()
    {
        _rights.Prove(Ana.Id, Home);
        Clock.Advance(TenMinutes / 2);
        _rights.Prove(Ana.Id, Stranger);
        Clock.Advance(TenMinutes / 2);

        _rights.MaySpeakFor(Ana, Home).ShouldBeFalse();
        _rights.MaySpeakFor(Ana, Stranger).ShouldBeTrue();
    }

    [Fact]
    public void Checking_and_connecting_prove_nothing_anew()
    {
        _rights.Prove(Ana.Id, Home);
        Clock.Advance(TenMinutes / 2);
        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();
        using (_rights.TryLease(Ana, Home).ShouldNotBeNull())
            Clock.Advance(TenMinutes / 2);

        _rights.MaySpeakFor(Ana, HomeWithoutCookie with { Address = Away.Address }).ShouldBeFalse();
        _rights.MaySpeakFor(Ana, Neighbour).ShouldBeFalse();
    }

    [Fact]
    public void A_connection_keeps_its_client_speaking_and_nobody_else()
    {
        _rights.Prove(Ana.Id, Home);
        using var connection = _rights.TryLease(Ana, Home).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromHours(1));

        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();
        _rights.MaySpeakFor(Ana, Away).ShouldBeTrue("the same browser, on its way from one network to another");
        _rights.MaySpeakFor(Ana, Neighbour).ShouldBeFalse("another browser behind the same address");
        using var again = _rights.TryLease(Ana, Home).ShouldNotBeNull();
    }

    [Fact]
    public void A_connection_that_broke_may_come_back_within_a_minute()
    {
        _rights.Prove(Ana.Id, Home);
        var connection = _rights.TryLease(Ana, Home).ShouldNotBeNull();
        Clock.Advance(TimeSpan.FromHours(1));
        connection.Dispose();

        Clock.Advance(TimeSpan.FromSeconds(59));
        _rights.MaySpeakFor(Ana, Neighbour).ShouldBeFalse();
        _rights.TryLease(Ana, Home).ShouldNotBeNull().Dispose();
        Clock.Advance(TimeSpan.FromSeconds(61));
        _rights.TryLease(Ana, Home).ShouldBeNull();
    }

    [Fact]
    public void Coming_back_does_not_shorten_a_proof()
    {
        _rights.Prove(Ana.Id, Home);
        _rights.TryLease(Ana, Home).ShouldNotBeNull().Dispose();
        Clock.Advance(TimeSpan.FromMinutes(9));
        _rights.MaySpeakFor(Ana, Neighbour).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_end_of_a_session_ends_what_was_proved(bool ofAll)
    {
        _rights.Prove(Ana.Id, Home);
        using var connection = _rights.TryLease(Ana, Home).ShouldNotBeNull();

        Bus.Publish([new SessionsEnded(Ana.Id, ofAll ? null : new SessionId(Guid.NewGuid()), RefusalCode.TokenInvalid)]);

        _rights.MaySpeakFor(Ana, Home).ShouldBeFalse();
        connection.Dispose();
        _rights.MaySpeakFor(Ana, Home).ShouldBeFalse();
        _rights.Prove(Ana.Id, Home);
        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();
    }

    [Fact]
    public void The_end_of_one_session_leaves_what_another_proved()
    {
        var (atHome, elsewhere) = (new SessionId(Guid.NewGuid()), new SessionId(Guid.NewGuid()));
        _rights.Prove(Ana.Id, Home, atHome);
        _rights.Prove(Ana.Id, Stranger, elsewhere);
        using var connection = _rights.TryLease(Ana, Home).ShouldNotBeNull();
        using var other = _rights.TryLease(Ana, Stranger).ShouldNotBeNull();

        Bus.Publish([new SessionsEnded(Ana.Id, atHome, RefusalCode.TokenInvalid)]);

        _rights.MaySpeakFor(Ana, Home).ShouldBeFalse();
        _rights.MaySpeakFor(Ana, Stranger).ShouldBeTrue();
        Clock.Advance(TimeSpan.FromHours(1));
        _rights.MaySpeakFor(Ana, Stranger).ShouldBeTrue("its connection lives");
    }

    [Fact]
    public void Another_ones_sessions_end_nothing()
    {
        _rights.Prove(Ana.Id, Home);
        Bus.Publish([new SessionsEnded(new UserId(99), null, RefusalCode.Banned)]);
        _rights.MaySpeakFor(Ana, Home).ShouldBeTrue();
    }

    [Fact]
    public void A_guest_without_a_key_is_free_until_somebody_connects()
    {
        _rights.MaySpeakFor(Guest, Home).ShouldBeTrue();
        _rights.MaySpeakFor(Guest, Stranger).ShouldBeTrue();

        using var connection = _rights.TryLease(Guest, Home).ShouldNotBeNull();

        _rights.MaySpeakFor(Guest, Stranger).ShouldBeFalse();
        _rights.TryLease(Guest, Stranger).ShouldBeNull();
        _rights.MaySpeakFor(Guest, Home).ShouldBeTrue();
    }

    [Fact]
    public void A_guest_belongs_to_a_browser_or_without_one_to_an_address()
    {
        using (_rights.TryLease(Guest, Home).ShouldNotBeNull())
        {
            _rights.MaySpeakFor(Guest, Away).ShouldBeTrue();
            _rights.MaySpeakFor(Guest, HomeWithoutCookie).ShouldBeTrue();
            _rights.MaySpeakFor(Guest, Neighbour).ShouldBeFalse();
            _rights.MaySpeakFor(Guest, StrangerWithoutCookie).ShouldBeFalse();
        }

        using (_rights.TryLease(Guest, HomeWithoutCookie).ShouldNotBeNull())
        {
            _rights.MaySpeakFor(Guest, Neighbour).ShouldBeTrue();
            _rights.MaySpeakFor(Guest, Away).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_guest_is_free_again_when_the_last_connection_ends()
    {
        var (one, two) = (_rights.TryLease(Guest, Home).ShouldNotBeNull(), _rights.TryLease(Guest, Home).ShouldNotBeNull());
        one.Dispose();
        one.Dispose();
        _rights.MaySpeakFor(Guest, Stranger).ShouldBeFalse();

        two.Dispose();
        _rights.MaySpeakFor(Guest, Stranger).ShouldBeTrue();
        using var next = _rights.TryLease(Guest, Stranger).ShouldNotBeNull();
        _rights.MaySpeakFor(Guest, Home).ShouldBeFalse();
    }

    [Fact]
    public void A_proof_does_not_take_a_guest_away_from_who_has_it()
    {
        using var connection = _rights.TryLease(Guest, Home).ShouldNotBeNull();
        _rights.Prove(Guest.Id, Stranger);
        _rights.MaySpeakFor(Guest, Stranger).ShouldBeFalse();
    }

    [Fact]
    public void A_guest_who_becomes_a_member_while_connected_speaks_on_and_others_no_more()
    {
        using var connection = _rights.TryLease(Guest, Home).ShouldNotBeNull();
        var member = Guest with { Role = UserRole.Member };
        _rights.MaySpeakFor(member, Home).ShouldBeTrue();
        _rights.MaySpeakFor(member, HomeWithoutCookie).ShouldBeTrue();
        _rights.MaySpeakFor(member, Neighbour).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_who_want_a_guest_at_once_one_gets_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var leases = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => _rights.TryLease(Guest, new ClientOrigin($"192.0.2.{i}", null)))));
            leases.Count(lease => lease is not null).ShouldBe(1);
            leases.Single(lease => lease is not null)!.Dispose();
        }
    }

    private protected static User Account(long id) => new()
    {
        Id = new UserId(id), Key = $"key-{id}", DisplayName = "Somebody", Role = UserRole.Member, CreatedAt = default,
    };
}

public sealed class InProcessSpeakingRightsTests : SpeakingRightsContract
{
    private InProcessSpeakingRights _rights = null!;

    protected override ISpeakingRights Create(IEventBus bus, TimeProvider time) => _rights = new InProcessSpeakingRights(bus, time);

    [Fact]
    public void Nothing_is_remembered_of_those_who_proved_long_ago_and_of_guests_who_left()
    {
        for (var i = 1; i <= 1000; i++)
            _rights.Prove(new UserId(i), new ClientOrigin("192.0.2.1", null));
        for (var i = 0; i < 2; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(11));
            _rights.Prove(new UserId(5000), new ClientOrigin("192.0.2.1", null));
        }

        _rights.TryLease(Account(6000) with { Role = UserRole.Guest }, new ClientOrigin("192.0.2.1", null)).ShouldNotBeNull().Dispose();
        _rights.Count.ShouldBe(1);
    }

    [Fact]
    public void One_who_invents_browsers_loses_only_their_own_oldest_proofs()
    {
        var (ana, ben) = (Account(1), Account(2));
        _rights.Prove(ana.Id, new ClientOrigin("192.0.2.1", null));
        for (var i = 0; i < 1000; i++)
            _rights.Prove(ben.Id, new ClientOrigin($"192.0.2.{i}", $"browser-{i}"));

        _rights.MaySpeakFor(ana, new ClientOrigin("192.0.2.1", null)).ShouldBeTrue();
        _rights.MaySpeakFor(ben, new ClientOrigin("198.51.100.1", "browser-999")).ShouldBeTrue();
        _rights.MaySpeakFor(ben, new ClientOrigin("198.51.100.1", "browser-900")).ShouldBeFalse();
    }
}
