using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Server;

/// <summary>BlinkChat's socket when an account is banned and when the database is away. In process, as no wire can cause either at will. S11; defects 11, 12, 15 of its contract.</summary>
public sealed class BlinkOutageTests : IAsyncLifetime
{
    private readonly List<ClientWebSocket> _sockets = [];
    private readonly Outage _outage = new();
    private TestServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(new() { ["RATE_LIMIT_SCALE"] = "1000" }, replace: services =>
    {
        services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10));
        _outage.Over<IAccountStore>(services);
        _outage.Over<IMatchStore>(services);
    });

    public async ValueTask DisposeAsync()
    {
        _outage.IsOn = false;
        foreach (var socket in _sockets)
            socket.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_ban_ends_the_match_and_the_socket_and_keeps_the_account_out() // S11, defect 15
    {
        var (id, token) = await Account("ana");
        var hers = await Open($"?token={token}");
        await Sees(hers, "connected", "waiting");
        var his = await Open("");
        await Sees(his, "connected", "matched");
        await Sees(hers, "matched");

        (await _server.App.Services.GetRequiredService<AccountService>().BanAsync(new UserId(id), DateTimeOffset.MaxValue, Cancel)).TryGet(out _, out var refusal).ShouldBeTrue(refusal?.Sentence);
        await IsClosed(hers, 4003, "banned");
        await Sees(his, "partner_left", "waiting");
        var records = await _server.App.Services.GetRequiredService<MatchRecords>().ListAsync(new UserId(id), DateTimeOffset.MaxValue, 10, Cancel);
        records.ShouldHaveSingleItem().Ending.ShouldBe(MatchEnding.Banned);

        await IsClosed(await Open($"?token={token}"), 4003, "banned"); // and was not queued: he still waits
        var anonymous = await Open("");
        await Sees(anonymous, "connected", "matched");
        await Sees(his, "matched");
    }

    [Fact]
    public async Task A_visitor_whose_account_cannot_be_looked_up_is_told_to_come_back() // defect 12
    {
        var (id, token) = await Account("ana");
        _server.App.Services.GetRequiredService<UserCache>().Forget(new UserId(id));
        _outage.IsOn = true;
        await IsClosed(await Open($"?token={token}"), 1011, "unavailable");

        await Sees(await Open(""), "connected", "waiting"); // nobody is to be looked up
        _outage.IsOn = false;
        await Sees(await Open($"?token={token}"), "connected", "matched");
    }

    [Fact]
    public async Task Matches_are_made_while_records_cannot_be_written_and_are_recorded_later() // defect 11
    {
        _outage.IsOn = true;
        var one = await Open("");
        await Sees(one, "connected", "waiting");
        var other = await Open("");
        await Sees(other, "connected", "matched");
        await Sees(one, "matched");
        await one.SendAsync("""{"type":"signal","payload":{"type":"offer"}}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancel);
        await Sees(other, "signal");
        await one.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
        await Sees(other, "partner_left");

        _outage.IsOn = false;
        var record = (await _server.App.Services.GetRequiredService<MatchRecords>().ListAsync(null, DateTimeOffset.MaxValue, 10, Cancel)).ShouldHaveSingleItem();
        record.EndedAt.ShouldNotBeNull();
        record.Ending.ShouldBe(MatchEnding.Left);
    }

    private async Task<(long Id, string Token)> Account(string name)
    {
        var body = $$"""{"username":"{{name}}","password":"secret1"}""";
        var id = (await Post("/api/auth/register/", body)).GetProperty("user_id").GetInt64();
        return (id, (await Post("/api/auth/token/", body)).GetProperty("access").GetString()!);
    }

    private async Task<JsonElement> Post(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _server.Http.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return json.RootElement.Clone();
    }

    private async Task<ClientWebSocket> Open(string query)
    {
        var socket = new ClientWebSocket();
        _sockets.Add(socket);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_server.Port}/ws/chat/{query}"), Cancel);
        return socket;
    }

    private static async Task Sees(ClientWebSocket socket, params string[] types)
    {
        foreach (var type in types)
        {
            var (text, _) = await Receive(socket);
            using var json = JsonDocument.Parse(text.ShouldNotBeNull($"closed with {socket.CloseStatus} before {type}"));
            json.RootElement.GetProperty("type").GetString().ShouldBe(type);
        }
    }

    private static async Task IsClosed(ClientWebSocket socket, int code, string reason)
    {
        var (text, _) = await Receive(socket);
        text.ShouldBeNull();
        ((int?)socket.CloseStatus).ShouldBe(code);
        socket.CloseStatusDescription.ShouldStartWith(reason);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancel);
    }

    private static async Task<(string? Text, WebSocketMessageType Type)> Receive(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Eventually.Patience);
        var buffer = new byte[64 * 1024];
        var result = await socket.ReceiveAsync(buffer, patience.Token);
        return (result.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, result.Count), result.MessageType);
    }

    /// <summary>Stores that work until storage is away.</summary>
    private sealed class Outage
    {
        public volatile bool IsOn;

        public void Over<T>(IServiceCollection services)
            where T : class
        {
            var inner = services.Last(service => service.ServiceType == typeof(T)).ImplementationType!;
            services.AddSingleton(provider =>
            {
                var store = DispatchProxy.Create<T, Store>();
                ((Store)(object)store).Stand(this, ActivatorUtilities.CreateInstance(provider, inner));
                return store;
            });
        }
    }

    private class Store : DispatchProxy
    {
        private Outage _outage = null!;
        private object _inner = null!;

        public void Stand(Outage outage, object inner) => (_outage, _inner) = (outage, inner);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            _outage.IsOn ? throw new StorageException("The database is away.") : targetMethod!.Invoke(_inner, args);
    }
}
