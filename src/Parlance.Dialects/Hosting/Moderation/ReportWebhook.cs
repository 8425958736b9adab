using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Parlance.Core.Moderation;
using Polly;
using Polly.Retry;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Tells an address of the operator's of every new report. A report never waits for it, and is not lost with it: it stands in the queue of reports.</summary>
internal sealed partial class ReportWebhook : BackgroundService, IReportWatcher
{
    private const int MaxWaiting = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<Report> _waiting = Channel.CreateBounded<Report>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
    private readonly ResiliencePipeline _retrying;
    private readonly Uri? _address;
    private readonly byte[] _secret;
    private readonly TimeProvider _time;
    private readonly ILogger<ReportWebhook> _logger;

    public ReportWebhook(ModerationOptions options, TimeProvider time, ILogger<ReportWebhook> logger)
        : this(options, time, logger, TimeSpan.FromSeconds(1))
    {
    }

    internal ReportWebhook(ModerationOptions options, TimeProvider time, ILogger<ReportWebhook> logger, TimeSpan firstPause)
    {
        _address = options.ReportWebhook.Length > 0 ? new Uri(options.ReportWebhook) : null;
        _secret = Encoding.UTF8.GetBytes(options.ReportWebhookSecret);
        _time = time;
        _logger = logger;
        _retrying = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 5,
            Delay = firstPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<TaskCanceledException>(e => e.InnerException is TimeoutException),
        }).Build();
    }

    public void Reported(Report report)
    {
        if (_address is not null && !_waiting.Writer.TryWrite(report))
            Log.TooMany(_logger, report.Id.Value);
    }

    public override void Dispose()
    {
        base.Dispose();
        _client.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var report in _waiting.Reader.ReadAllAsync(stoppingToken))
                await TellAsync(report, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task TellAsync(Report report, CancellationToken cancellationToken)
    {
        var body = ReportNotice.Encode(report);
        try
        {
            await _retrying.ExecuteAsync(async token => await PostAsync(body, token), cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotTold(_logger, e, report.Id.Value);
        }
    }

    private async Task PostAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_secret.Length > 0)
            request.Headers.Add("Parlance-Signature", Sign(_time.GetUtcNow(), body));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>`t=1763697670,v1=…`: the time in seconds, and the HMAC-SHA256 of it, a dot and the body.</summary>
    private string Sign(DateTimeOffset now, byte[] body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secret);
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static partial class Log
    {
        [LoggerMessage(5173, LogLevel.Warning, "Too many reports wait for the webhook; it is not told of report {Report}.")]
        public static partial void TooMany(ILogger logger, long report);

        [LoggerMessage(5174, LogLevel.Warning, "The webhook could not be told of report {Report}. Check Moderation:ReportWebhook, and that what answers there says 2xx.")]
        public static partial void NotTold(ILogger logger, Exception exception, long report);
    }
}
