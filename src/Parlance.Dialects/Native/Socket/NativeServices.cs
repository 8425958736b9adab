using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Core.Presence;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Native.Operations;

namespace Parlance.Dialects.Native.Socket;

/// <summary>What every session of the dialect shares.</summary>
internal sealed class NativeServices(
    NativeOperations operations,
    AccountService accounts,
    Authenticator authenticator,
    Sessions sessions,
    AccessCache access,
    IConversationStore conversations,
    IMessageStore messages,
    MessageService posting,
    BanService bans,
    IPresence presence,
    CallService calls,
    IceServers iceServers,
    Matchmaker matchmaker,
    MatchOptions matching,
    RefusalLog refusals,
    NativeOptions options,
    LimitOptions limits,
    TimeProvider time,
    ILogger<NativeDialect> logger)
{
    public NativeOperations Operations { get; } = operations;

    public AccountService Accounts { get; } = accounts;

    public Authenticator Authenticator { get; } = authenticator;

    public Sessions Sessions { get; } = sessions;

    public AccessCache Access { get; } = access;

    public IConversationStore Conversations { get; } = conversations;

    public IMessageStore Messages { get; } = messages;

    public MessageService Posting { get; } = posting;

    public BanService Bans { get; } = bans;

    public IPresence Presence { get; } = presence;

    public CallService Calls { get; } = calls;

    public IceServers IceServers { get; } = iceServers;

    public Matchmaker Matchmaker { get; } = matchmaker;

    public MatchOptions Matching { get; } = matching;

    public RefusalLog Refusals { get; } = refusals;

    public NativeOptions Options { get; } = options;

    public RateLimit MessageLimit { get; } = options.MessagesPerConnection.Scaled(limits.Scale);

    public RateLimit CommandLimit { get; } = options.CommandsPerConnection.Scaled(limits.Scale);

    public TimeProvider Time { get; } = time;

    public ILogger Logger { get; } = logger;
}
