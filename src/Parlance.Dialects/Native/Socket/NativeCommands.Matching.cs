using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Socket;

internal static partial class NativeCommands
{
    private static IEnumerable<NativeCommand> Matching =>
    [
        new MatchCommand<MatchJoinCommand, EmptyReply>("match_join", Json.MatchJoinCommand, Json.EmptyReply, (session, c) => session.JoinMatching(c)),
        new MatchCommand<EmptyReply, EmptyReply>("match_leave", Json.EmptyReply, Json.EmptyReply, (session, _) => session.LeaveMatching()),
        new MatchCommand<EmptyReply, EmptyReply>("match_next", Json.EmptyReply, Json.EmptyReply, (session, _) => session.NextMatch()),
        new MatchCommand<MatchTextCommand, EmptyReply>("match_text", Json.MatchTextCommand, Json.EmptyReply, (session, c) => session.SayInMatch(c)),
        new MatchCommand<MatchSignalCommand, EmptyReply>("match_signal", Json.MatchSignalCommand, Json.EmptyReply, (session, c) => session.SignalInMatch(c)),
        new NativeCommand<MatchWhyCommand, MatchWhyReply>("match_why", Json.MatchWhyCommand, Json.MatchWhyReply, (o, _, c, t) => o.MatchWhyAsync(c, t), (session, c) => c with { Seeker = session.Seeker }),
    ];
}
