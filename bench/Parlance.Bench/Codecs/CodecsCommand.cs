using System.CommandLine;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Dialects.Native.Socket;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Bench.Codecs;

/// <summary>What reading a command and writing an event cost, beside System.Text.Json used plainly on the same records.</summary>
internal static class CodecsCommand
{
    private const int Turns = 11;
    private const int OperationsATurn = 200_000;

    private static readonly byte[] Frame =
        """{"id":3,"type":"send","conversation":"lounge","client_id":"0193490e-7c7e-7000-8000-2f1f5bb3a001","content":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"""u8.ToArray();

    private static readonly MessagePosted Posted = new(new Message
    {
        Id = new MessageId(1044),
        Conversation = new ConversationId(5),
        ConversationKey = "lounge",
        Seq = 42,
        Sender = new UserId(12),
        SenderKey = "0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55",
        SenderName = "Ana",
        Content = new string('x', 100),
        ClientId = "0193490e-7c7e-7000-8000-2f1f5bb3a001",
        SentAt = DateTimeOffset.FromUnixTimeMilliseconds(1_763_697_660_000),
    });

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of text" };
        var command = new Command("codecs", "Measure the native codec beside System.Text.Json.") { json };
        command.SetAction(async (arguments, _) =>
        {
            var rows = Run();
            if (arguments.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, CodecFiguresJson.Default.ListCodecFigures));
            else
                rows.ForEach(Console.WriteLine);
        });
        return command;
    }

    private static List<CodecFigures> Run()
    {
        var codec = new NativeCodec();
        var relaxed = new NativeJson(new JsonSerializerOptions(NativeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        return
        [
            Compare("read a send", Read, () => JsonSerializer.Deserialize(Frame, NativeJson.Default.SendCommand)),
            Compare("write a message", () => codec.Encode(Posted), () => JsonSerializer.SerializeToUtf8Bytes(WireMessage.Of(Posted.Message, asEvent: true), relaxed.WireMessage)),
        ];
    }

    private static object? Read() =>
        CommandHead.Read(Frame, out var head) is null ? head.Content : throw new InvalidOperationException("The frame is a good one.");

    /// <summary>The two in alternating turns, so that a machine that slows down slows both.</summary>
    private static CodecFigures Compare(string operation, Func<object?> ours, Func<object?> peer)
    {
        Turn(ours);
        Turn(peer);
        var a = new List<(double Ns, double Bytes)>();
        var b = new List<(double Ns, double Bytes)>();
        for (var turn = 0; turn < Turns; turn++)
        {
            a.Add(Turn(ours));
            b.Add(Turn(peer));
        }

        return new CodecFigures(operation, Median(a, t => t.Ns), Median(a, t => t.Bytes), Median(b, t => t.Ns), Median(b, t => t.Bytes));
    }

    private static (double Ns, double Bytes) Turn(Func<object?> operation)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < OperationsATurn; i++)
            GC.KeepAlive(operation());
        var elapsed = Stopwatch.GetElapsedTime(began);
        return (elapsed.TotalNanoseconds / OperationsATurn, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / OperationsATurn);
    }

    private static double Median(IEnumerable<(double Ns, double Bytes)> turns, Func<(double Ns, double Bytes), double> figure) =>
        turns.Select(figure).Order().ElementAt(Turns / 2);
}
