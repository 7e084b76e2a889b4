// A language model whose words the suite decides: `says` is called with the whole question and a cancellation token.
const vscode = require('vscode');

exports.activate = context => {
  const model = { asked: [], says: async () => '' };
  const textOf = message => message.content.map(part => part.value ?? '').join('');
  const provider = {
    provideLanguageModelChatInformation: () => [
      { id: 'oracle', name: 'Oracle', family: 'oracle', version: '1', maxInputTokens: 20000, maxOutputTokens: 4000, capabilities: {} },
    ],
    async provideLanguageModelChatResponse(_model, messages, _options, progress, token) {
      const question = messages.map(textOf).join('\n');
      model.asked.push(question);
      const text = await model.says(question, token);
      for (let i = 0; i < text.length; i += 20) progress.report(new vscode.LanguageModelTextPart(text.slice(i, i + 20)));
    },
    provideTokenCount: async (_model, text) => Math.ceil((typeof text === 'string' ? text : textOf(text)).length / 4),
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('hence-test', provider));
  return model;
};
