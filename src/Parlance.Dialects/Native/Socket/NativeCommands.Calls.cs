using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Socket;

internal static partial class NativeCommands
{
    private static IEnumerable<NativeCommand> Calls =>
    [
        new NativeCommand<EmptyReply, IceReply>("ice", Json.EmptyReply, Json.IceReply, (o, u, _, _) => o.IceAsync(u)),
        new NativeCommand<SignalCommand, EmptyReply>("signal", Json.SignalCommand, Json.EmptyReply, (o, s, u, c, t) => o.SignalAsync(s, u, c, t)),
        new NativeCommand<CallStartCommand, CallReply>("call_start", Json.CallStartCommand, Json.CallReply, (o, s, u, c, _) => o.StartCallAsync(s, u, c)),
        new NativeCommand<CallJoinCommand, CallReply>("call_join", Json.CallJoinCommand, Json.CallReply, (o, s, u, c, _) => o.JoinCallAsync(s, u, c)),
        new NativeCommand<CallLeaveCommand, EmptyReply>("call_leave", Json.CallLeaveCommand, Json.EmptyReply, (o, s, u, c, _) => o.LeaveCallAsync(s, u, c)),
        new NativeCommand<ConversationCommand, EmptyReply>("call_decline", Json.ConversationCommand, Json.EmptyReply, (o, u, c, _) => o.DeclineCallAsync(u, c)),
        new NativeCommand<ConversationCommand, CallsReply>("call", Json.ConversationCommand, Json.CallsReply, (o, u, c, _) => o.CallsAsync(u, c)),
        new NativeCommand<CallReportCommand, EmptyReply>("call_report", Json.CallReportCommand, Json.EmptyReply, (o, u, c, t) => o.ReportCallAsync(u, c, t)),
        new NativeCommand<CallRecordsCommand, CallRecordsReply>("call_records", Json.CallRecordsCommand, Json.CallRecordsReply, (o, u, c, t) => o.CallRecordsAsync(u, c, t)),
    ];
}
