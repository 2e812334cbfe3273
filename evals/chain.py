"""The other side of the comparison: a plain retrieval chain, as LangChain's own examples build one. No part of Ward."""

from collections.abc import Callable, Sequence

from bot.model import Complete, Prompt
from corpus.passage import Passage

_SYSTEM = """You are an assistant for question-answering about a clinical guideline. Use the following pieces of \
retrieved context to answer the question. If you don't know the answer, say that you don't know. Use three sentences \
maximum and cite the id of each piece that you use in square brackets. End every answer with this disclaimer, word for \
word:
{disclaimer}

Context:
{context}"""


def chain(search: Callable[[str], Sequence[Passage]], complete: Complete, disclaimer: str) -> Callable[[str], str]:
    """Return what answers a question: retrieve, fill the prompt in, ask the model, take its text as it is.

    Args:
        search: finds passages of every use, as a chain that knows of no table does.
    """
    from langchain_core.documents import Document
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompt_values import PromptValue
    from langchain_core.prompts import ChatPromptTemplate
    from langchain_core.runnables import RunnableLambda, RunnablePassthrough

    def retrieve(question: str) -> list[Document]:
        return [Document(page_content=passage.text, metadata={"id": passage.id}) for passage in search(question)]

    def joined(documents: list[Document]) -> str:
        return "\n\n".join(f"[{document.metadata['id']}] {document.page_content}" for document in documents)

    def ask(value: PromptValue) -> str:
        system, human = value.to_messages()
        return "".join(complete(Prompt(system=str(system.content), user=str(human.content))))

    prompt = ChatPromptTemplate.from_messages([("system", _SYSTEM), ("human", "{question}")]).partial(
        disclaimer=disclaimer
    )
    built = (
        {"context": RunnableLambda(retrieve) | joined, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(ask)
        | StrOutputParser()
    )

    def answer(question: str) -> str:
        return str(built.invoke(question))

    return answer
